namespace Berth.Counterparts;

/// <summary>A control group (v2) of the test's own: the kernel tells it of every socket that is made in it.</summary>
public sealed class ControlGroup : IDisposable
{
    readonly string folder;

    public ControlGroup(string name)
    {
        Name = name;
        folder = System.IO.Path.Combine(Mount(), name);
        Directory.CreateDirectory(folder);
    }

    public string Name { get; }

    /// <summary>What goes before a command to run it inside.</summary>
    public IReadOnlyList<string> Inside => ["sh", "-c", "echo $$ >\"$0\" && exec \"$@\"", System.IO.Path.Combine(folder, "cgroup.procs")];

    public void Dispose()
    {
        // The directory is busy until the last process is reaped; a dead one that was not is in no list any more.
        Eventually.True(IsRemoved, $"the control group {Name} is empty");
    }

    bool IsRemoved()
    {
        try
        {
            Directory.Delete(folder);
            return true;
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            return false;
        }
    }

    // proc(5), /proc/[pid]/mountinfo: the mount point is the fifth word, the type the first after the dash.
    static string Mount() => File.ReadLines("/proc/self/mountinfo").First(line => line.Contains(" - cgroup2 ", StringComparison.Ordinal)).Split(' ')[4];
}
