namespace Berth.Counterparts;

/// <summary>
/// A network namespace of the test's own, with loopback up: what a test opens there nobody else sees. Everything that was
/// started in it ends with it.
/// </summary>
public sealed class NetworkNamespace : IDisposable
{
    static int count;

    readonly List<Server> servers = [];

    public NetworkNamespace()
    {
        Name = $"berth-test-{Environment.ProcessId}-{Interlocked.Increment(ref count)}";
        Command.Must("ip", "netns", "add", Name);
        Command.Must("ip", "-n", Name, "link", "set", "lo", "up");
    }

    public string Name { get; }
    public string Path => $"/run/netns/{Name}";

    /// <summary>The command as it must be written to run inside.</summary>
    public IReadOnlyList<string> Inside(params IReadOnlyList<string> command) => ["ip", "netns", "exec", Name, .. command];

    public CommandResult Run(params IReadOnlyList<string> command) => Command.Run(Inside(command));

    /// <summary>Starts a program inside and waits until it prints a line that begins with "ready".</summary>
    public Server Start(params IReadOnlyList<string> command)
    {
        var server = Server.Start(Inside(command));
        servers.Add(server);
        return server;
    }

    /// <summary>Starts Python code inside; it must print "ready", and then is kept until it ends or is ended.</summary>
    public Server StartPython(string code, params IReadOnlyList<string> arguments) => Start([Python.Path, "-c", Python.Prelude + code, .. arguments]);

    /// <summary>The same as another user, without any capability.</summary>
    public Server StartPythonAs(int userId, string code) =>
        Start(["setpriv", $"--reuid={userId}", $"--regid={userId}", "--clear-groups", "--inh-caps=-all", Python.Path, "-c", Python.Prelude + code]);

    public void Dispose()
    {
        foreach (var server in servers) server.Dispose();
        Command.Run(["ip", "netns", "delete", Name]);
    }
}
