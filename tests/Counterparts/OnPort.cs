using System.Globalization;

namespace Berth.Counterparts;

/// <summary>Runs a program that does not say when it is ready: it is when its port accepts. End it with <see cref="Server.End"/>, so that the program ends too.</summary>
public static class OnPort
{
    // Closing its input ends it, whatever happens to the test.
    const string Code = """
        import socket, subprocess, sys, time
        address, port, command = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        def end(*_):
            child.terminate()
            try: child.wait(5)
            except subprocess.TimeoutExpired: child.kill(); child.wait()
        while child.poll() is None:
            try: socket.create_connection((address, port)).close(); break
            except OSError: time.sleep(0.02)
        if child.poll() is not None: sys.exit(f"{command[0]} ended with {child.returncode}")
        print("ready", child.pid, flush=True)
        sys.stdin.read(); end()
        """;

    /// <summary>The command to start; the first word after "ready" is the program's pid.</summary>
    public static IReadOnlyList<string> Command(string address, ushort port, IReadOnlyList<string> command) =>
        [Python.Path, "-c", Code, address, port.ToString(CultureInfo.InvariantCulture), .. command];
}
