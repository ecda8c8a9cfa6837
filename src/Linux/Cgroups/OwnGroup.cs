using Berth.Linux.Native;

namespace Berth.Linux.Cgroups;

/// <summary>A control group (v2) of ours, by its folder: the processes that are put in it and all that they start.</summary>
public sealed class OwnGroup(string folder)
{
    public string Folder => folder;

    /// <summary>The file that takes a process in; "0" means the one that writes.</summary>
    public string Entrance => Path.Combine(folder, "cgroup.procs");

    /// <summary>The numbers of it and of the groups below it, as sockets carry them.</summary>
    public IReadOnlySet<ulong> Numbers()
    {
        var numbers = new HashSet<ulong>();
        foreach (var group in Groups())
            if (FileStatus.Inode(group) is { } number) numbers.Add(number);
        return numbers;
    }

    /// <summary>The pids in it and below it.</summary>
    public IReadOnlyList<int> Processes()
    {
        var pids = new List<int>();
        foreach (var group in Groups())
        {
            try
            {
                foreach (var line in File.ReadLines(Path.Combine(group, "cgroup.procs")))
                    if (int.TryParse(line, out var pid) && pid > 0) pids.Add(pid);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
            }
        }
        return pids;
    }

    /// <summary>A process runs in it or below it: the kernel's own count, without zombies (cgroup.events). False when the group is gone.</summary>
    public bool IsPopulated
    {
        get
        {
            try
            {
                return File.ReadAllText(Path.Combine(folder, "cgroup.events")).Contains("populated 1", StringComparison.Ordinal);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    /// <summary>SIGKILL to all of it at once, whatever is started meanwhile (cgroup.kill, Linux 5.14).</summary>
    public void Kill()
    {
        try
        {
            File.WriteAllText(Path.Combine(folder, "cgroup.kill"), "1");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What is left keeps the group: Remove says so.
        }
    }

    /// <summary>Removes it and the groups that were made below. False while a process is in one of them.</summary>
    public bool Remove()
    {
        var groups = Groups();
        for (var i = groups.Count - 1; i >= 0; i--)
        {
            try
            {
                Directory.Delete(groups[i]);
            }
            catch (DirectoryNotFoundException)
            {
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
        return true;
    }

    // Parents come before their children.
    List<string> Groups()
    {
        var groups = new List<string> { folder };
        for (var i = 0; i < groups.Count; i++)
        {
            try
            {
                groups.AddRange(Directory.EnumerateDirectories(groups[i]));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
            }
        }
        return groups;
    }
}
