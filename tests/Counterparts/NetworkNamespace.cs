namespace Berth.Counterparts;

/// <summary>
/// A network namespace of the test's own, with loopback up: what a test opens there nobody else sees. Everything that was
/// started in it ends with it.
/// </summary>
public sealed class NetworkNamespace : IDisposable
{
    static int count;

    readonly List<Server> servers = [], waiting = [];
    bool isDisposed;

    public NetworkNamespace()
    {
        Name = $"berth-test-{System.Environment.ProcessId}-{Interlocked.Increment(ref count)}";
        Command.Must("ip", "netns", "add", Name);
        Command.Must("ip", "-n", Name, "link", "set", "lo", "up");
    }

    public string Name { get; }
    public string Path => $"/run/netns/{Name}";

    /// <summary>The home of whoever runs inside: nothing of the machine's own user is read or written.</summary>
    public TemporaryFolder Home { get; } = new();

    /// <summary>XDG_RUNTIME_DIR of whoever runs inside: a daemon that a command starts is there, and ends with the namespace.</summary>
    public string Runtime => Home.At("run");

    /// <summary>The command as it must be written to run inside. Only the network is another: `ip netns exec` would hide /sys/fs/cgroup.</summary>
    public IReadOnlyList<string> Inside(params IReadOnlyList<string> command) => ["nsenter", $"--net={Path}", "--", .. command];

    public CommandResult Run(params IReadOnlyList<string> command) => RunWith(command);

    public CommandResult RunWith(IReadOnlyList<string> command, string? input = null, string? folder = null, IReadOnlyDictionary<string, string?>? environment = null) =>
        Command.Run(Inside(command), Environment(environment), input, folder);

    /// <summary>Runs a program whose failure is an error of the test itself.</summary>
    public string Must(params IReadOnlyList<string> command)
    {
        var result = Run(command);
        return result.ExitCode == 0 ? result.Output : throw new InvalidOperationException($"{string.Join(' ', command)} failed with {result.ExitCode}: {result.Error}{result.Output}");
    }

    /// <summary>Starts a program inside and waits until it prints a line that begins with "ready".</summary>
    public Server Start(params IReadOnlyList<string> command) => StartIn(null, command);

    /// <summary>The same, in a working directory.</summary>
    public Server StartIn(string? folder, params IReadOnlyList<string> command)
    {
        var server = Server.Start(Inside(command), Environment(null), folder);
        servers.Add(server);
        return server;
    }

    /// <summary>Starts a program inside and waits until its port accepts. The first of <see cref="Server.Words"/> is its pid.</summary>
    public Server StartOnPort(ushort port, IReadOnlyList<string> command, string address = "127.0.0.1", string? folder = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var server = Server.Start(Inside(OnPort.Command(address, port, command)), Environment(environment), folder);
        waiting.Add(server);
        return server;
    }

    /// <summary>Starts Python code inside; it must print "ready", and then is kept until it ends or is ended.</summary>
    public Server StartPython(string code, params IReadOnlyList<string> arguments) => Start([Python.Path, "-c", Python.Prelude + code, .. arguments]);

    /// <summary>The same as another user, without any capability.</summary>
    public Server StartPythonAs(int userId, string code) => Start([.. AsUser(userId), Python.Path, "-c", Python.Prelude + code]);

    /// <summary>What goes before a command to run it as another user, without any capability and any way to get one.</summary>
    public static IReadOnlyList<string> AsUser(int userId) =>
        ["setpriv", $"--reuid={userId}", $"--regid={userId}", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all"];

    /// <summary>May be called again.</summary>
    public void Dispose()
    {
        if (isDisposed) return;
        isDisposed = true;
        foreach (var server in waiting) server.End();
        foreach (var server in servers) server.Dispose();
        LeftDaemon.End(Runtime);
        Command.Run(["ip", "netns", "delete", Name]);
        Home.Dispose();
    }

    Dictionary<string, string?> Environment(IReadOnlyDictionary<string, string?>? more)
    {
        var all = new Dictionary<string, string?>
        {
            ["HOME"] = Home.Path,
            ["XDG_CACHE_HOME"] = null,
            ["XDG_CONFIG_HOME"] = null,
            ["XDG_STATE_HOME"] = null,
            ["XDG_RUNTIME_DIR"] = Runtime,
            ["LANG"] = "C.UTF-8",
        };
        foreach (var (name, value) in more ?? new Dictionary<string, string?>()) all[name] = value;
        return all;
    }
}
