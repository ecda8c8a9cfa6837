using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Daemon;

/// <summary>Many `berth run` at once, every server really bound: bench/run does it a hundred times.</summary>
public sealed class ManyStartsTests : IDisposable
{
    const int Starts = 100, Again = 30;

    readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public void A_hundred_at_once_have_a_port_each_and_bind_it()
    {
        // Starts them at once, waits until each has bound its port, and ends them. Prints the ports.
        const string crowd = """
            import os, subprocess, sys
            berth, counts = sys.argv[1], map(int, sys.argv[2:])
            server = '''
            import os, socket, sys
            s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            s.bind((os.environ['HOST'], int(os.environ['PORT']))); s.listen()
            print(os.environ['PORT'], flush=True); sys.stdin.read()
            '''.replace('\n            ', '\n')
            for count in counts:
                runs = [subprocess.Popen([berth, 'run', '--', sys.executable, '-S', '-c', server], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(count)]
                print(*[run.stdout.readline().strip() or '?' for run in runs], flush=True)
                for run in runs: run.stdin.close()
                for run in runs:
                    said = run.stderr.read()
                    if run.wait() != 0: print(said, file=sys.stderr)
            """;
        var result = Command.Run(desk.Inside(Python.Path, "-c", crowd, BerthProgram.Path, $"{Starts}", $"{Again}"), folder: desk.Folder, limit: TimeSpan.FromMinutes(3));
        Assert.Equal("", result.Error);
        var rounds = result.Output.Trim().Split('\n').Select(static line => line.Split(' ')).ToArray();
        Assert.Equal([Starts, Again], rounds.Select(static ports => ports.Distinct().Count()));
        Assert.All(rounds, static ports => Assert.DoesNotContain("?", ports));
        // The same names have the same ports.
        Assert.Subset(rounds[0].ToHashSet(), rounds[1].ToHashSet());
    }
}
