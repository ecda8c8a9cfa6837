namespace Berth.Counterparts;

/// <summary>The system's Python: small servers with exactly the socket options that a test needs.</summary>
public static class Python
{
    /// <summary>Debian's own first: it is readable by every user, one in somebody's home may not be.</summary>
    public static string Path { get; } = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    /// <summary>
    /// `ready(...)` prints the line that the test waits for, with words that it may read; `wait()` keeps the process until its
    /// standard input closes, so that it never outlives the test.
    /// </summary>
    public const string Prelude = """
        import os, signal, socket, sys, time
        def ready(*words):
            print("ready", *words, flush=True)
        def wait():
            sys.stdin.read()
        def listen(address, port, backlog=16, family=None, v6only=None, reuseport=False):
            s = socket.socket(family or (socket.AF_INET6 if ":" in address else socket.AF_INET))
            s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if reuseport: s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            if v6only is not None: s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, v6only)
            s.bind((address, port))
            s.listen(backlog)
            return s

        """;
}
