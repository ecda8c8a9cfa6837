namespace Berth.Architecture.Tests;

/// <summary>
/// A file that somebody else may have written is read by the one bounded reader (Linux/Files/SmallFile). What reads by other
/// means stands here with the reason.
/// </summary>
public class FileReadingTests
{
    static readonly string[] unbounded =
        ["File.ReadAllText(", "File.ReadAllBytes(", "File.ReadAllLines(", "File.ReadLines(", "File.OpenRead(", "File.OpenText(", "new StreamReader("];

    static readonly Dictionary<string, string> allowed = new()
    {
        ["Projects/Files/ForeignFile.cs"] = "the bounded reader of other systems",
        ["Places/UserFile.cs"] = "our own files on other systems",
        ["Supervision/Members/ServiceMembers.cs"] = "stat and environ of a process in /proc",
        ["Supervision/Starting/EntryStart.cs"] = "what our own entry program reports, through a pipe",
        ["Cli/Hosting/StandardStreams.cs"] = "stdin",
        ["Cli/Commands/Background/DaemonControl.cs"] = "our own log, followed",
    };

    // The kernel's own files: nobody else writes them, and they end.
    static readonly string[] kernel = ["/proc/", "/sys/", "BtfPath", "BootIdFile", "cgroup.procs", "cgroup.events"];

    [Fact]
    public void Files_of_others_are_read_by_the_one_bounded_reader()
    {
        foreach (var path in Checkout.Projects.SelectMany(Checkout.Sources))
        {
            var name = Path.GetRelativePath(Path.Combine(Checkout.Root, "src"), path).Replace(Path.DirectorySeparatorChar, '/');
            if (allowed.ContainsKey(name)) continue;
            var number = 0;
            foreach (var line in File.ReadLines(path))
            {
                number++;
                foreach (var call in unbounded)
                    Assert.False(line.Contains(call, StringComparison.Ordinal) && !Array.Exists(kernel, word => line.Contains(word, StringComparison.Ordinal)),
                        $"src/{name}:{number} reads with {call.TrimEnd('(')}: use SmallFile, or say here why not");
            }
        }
    }

    [Fact]
    public void Every_exception_still_reads() =>
        Assert.All(allowed.Keys, name => Assert.Contains(unbounded, call => File.ReadAllText(Path.Combine(Checkout.Root, "src", name)).Contains(call, StringComparison.Ordinal)));
}
