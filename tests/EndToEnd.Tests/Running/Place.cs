using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Running;

/// <summary>Where isolated runs are tried: a network, a control group and a state folder of the test's own.</summary>
sealed class Place : IDisposable
{
    static int count;

    readonly ControlGroup group = new($"berth-test-{Environment.ProcessId}-run{Interlocked.Increment(ref count)}");
    readonly List<TemporaryFolder> folders = [];
    readonly Dictionary<string, string?> environment;
    readonly TemporaryFolder state = new();

    // Its own /run and BPF file systems, which go with it.
    readonly Server mounts;

    /// <param name="ownLibrary">Its own /var/lib too, where root's state is kept behind sudo.</param>
    public Place(bool ownLibrary = false)
    {
        environment = new() { ["XDG_STATE_HOME"] = state.Path, ["XDG_CONFIG_HOME"] = state.At("config"), ["SUDO_UID"] = null };
        mounts = Network.Start("unshare", "--mount", "--propagation", "private", "sh", "-c", $"mount -t tmpfs none /run{(ownLibrary ? " && mount -t tmpfs none /var/lib" : "")} && echo ready && exec cat");
    }

    public NetworkNamespace Network { get; } = new();

    public string State => state.At("berth");

    /// <summary>A file of what the person decided.</summary>
    public string Configuration(string file) => state.At("config", "berth", file);

    public string NewFolder()
    {
        folders.Add(new TemporaryFolder());
        return folders[^1].Path;
    }

    /// <summary>`berth run` with these words to its end, in a folder.</summary>
    public CommandResult Run(string folder, IReadOnlyList<string> words, string? input = null) =>
        Network.RunWith([.. group.Inside, .. Here(folder), BerthProgram.Path, "run", .. words], input, null, environment);

    public CommandResult RunAs(int userId, string folder, IReadOnlyList<string> words) => RunBefore(NetworkNamespace.AsUser(userId), folder, words);

    /// <summary>By another program.</summary>
    public CommandResult RunBefore(IReadOnlyList<string> before, string folder, IReadOnlyList<string> words) =>
        Network.RunWith([.. group.Inside, .. Here(folder), .. before, BerthProgram.Path, "run", .. words], null, null, environment);

    /// <summary>Any words of `berth`, where the mounts are.</summary>
    public CommandResult Berth(IReadOnlyList<string> before, params IReadOnlyList<string> words) =>
        Network.RunWith([.. group.Inside, .. Here("/"), .. before, BerthProgram.Path, .. words], null, null, environment);

    /// <summary>Any words of `berth`, in a folder.</summary>
    public CommandResult BerthIn(string folder, IReadOnlyList<string> words, IReadOnlyList<string>? before = null) =>
        Network.RunWith([.. group.Inside, .. Here(folder), .. before ?? [], BerthProgram.Path, .. words], null, null, environment);

    /// <summary>The same, and goes on; what it says goes to a file.</summary>
    public Server StartIn(string folder, IReadOnlyList<string> words, string said)
    {
        File.WriteAllText(said, ""); // it is there before the shell says that it is ready
        return Network.Start([.. group.Inside, .. Here(folder), "env", "-u", "SUDO_UID", $"XDG_STATE_HOME={state.Path}", $"XDG_RUNTIME_DIR={Network.Runtime}", "sh", "-c", "echo ready; exec \"$@\" >\"$0\" 2>&1", said, BerthProgram.Path, .. words]);
    }

    /// <summary>Python code by `berth run --isolate`; ready when the code says so, with the words that it says.</summary>
    public Server Start(string folder, string code, params IReadOnlyList<string> options) =>
        StartCommand(folder, [.. options, "--isolate", "--", Python.Path, "-c", Python.Prelude + code]);

    /// <summary>Any words; what it says goes to a file. Ready at once when <paramref name="said"/> is given.</summary>
    public Server StartCommand(string folder, IReadOnlyList<string> words, string? said = null)
    {
        if (said is not null) File.WriteAllText(said, ""); // it is there before the shell says that it is ready
        string[] aside = said is null ? [] : ["sh", "-c", "echo ready; exec \"$@\" >/dev/null 2>\"$0\"", said];
        return Network.Start(Words(folder, words, aside));
    }

    /// <summary>The whole command line of a `berth run` here, but for the network.</summary>
    public IReadOnlyList<string> Words(string folder, IReadOnlyList<string> words, params IReadOnlyList<string> before) =>
        [.. group.Inside, .. Here(folder), "env", "-u", "SUDO_UID", $"XDG_STATE_HOME={state.Path}", $"XDG_RUNTIME_DIR={Network.Runtime}", .. before, BerthProgram.Path, "run", .. words];

    /// <summary>Another program in the same control group, network and mounts; it must say that it is ready.</summary>
    public Server StartProgram(params IReadOnlyList<string> command) => Network.Start([.. group.Inside, .. Here("/"), .. command]);

    /// <summary>What has a name in a BPF file system, and the mounts of ours.</summary>
    public IReadOnlyList<string> Pins => [.. Below("run/berth-kernel/bpf"), .. Below("sys/fs/bpf"), .. File.ReadLines($"/proc/{mounts.Pid}/mounts").Where(static line => line.Contains(" /run/berth-kernel", StringComparison.Ordinal))];

    /// <summary>Runs a program to its end where the pins are.</summary>
    public string Must(params IReadOnlyList<string> command) => Network.Must([.. group.Inside, .. Here("/"), .. command]);

    /// <summary>Lets a user make control groups here, and keep addresses.</summary>
    public void GiveTo(int userId) => Command.Must("chown", "-R", $"{userId}", Path.GetDirectoryName(group.Inside[^1])!, state.Path);

    /// <summary>The groups of projects, as folders.</summary>
    public IReadOnlyList<string> Groups => Directory.GetDirectories(Path.GetDirectoryName(group.Inside[^1])!);

    /// <summary>The addresses that runs gave to the loopback interface.</summary>
    public IReadOnlyList<string> Addresses => [.. Network.Must("ip", "-6", "-o", "addr", "show", "dev", "lo")
        .Split('\n').Where(static line => line.Contains("fd62:6572:7468:", StringComparison.Ordinal))];

    IReadOnlyList<string> Here(string folder) => ["nsenter", $"--mount=/proc/{mounts.Pid}/ns/mnt", "--", "env", "-C", folder];

    string[] Below(string folder) =>
        Directory.Exists($"/proc/{mounts.Pid}/root/{folder}") ? Directory.GetFileSystemEntries($"/proc/{mounts.Pid}/root/{folder}", "*", SearchOption.AllDirectories).Where(static pin => !pin.EndsWith(".debug", StringComparison.Ordinal)).ToArray() : []; // .debug: the kernel's own

    public void Dispose()
    {
        Network.Dispose();
        foreach (var folder in folders) folder.Dispose();
        state.Dispose();
        // A run that a failed test left behind is ended with its group.
        foreach (var left in Groups)
        {
            if (Directory.Exists(left)) File.WriteAllText(Path.Combine(left, "cgroup.kill"), "1");
            Eventually.True(() => Remove(left), $"{left} is empty and removed");
        }
        group.Dispose();
    }

    static bool Remove(string group)
    {
        try
        {
            foreach (var unit in Directory.GetDirectories(group)) Directory.Delete(unit);
            Directory.Delete(group);
        }
        catch (DirectoryNotFoundException)
        {
            // Its `berth run` took it away itself.
        }
        catch (IOException)
        {
            return false;
        }
        return true;
    }
}
