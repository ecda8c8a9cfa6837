using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Daemon;

/// <summary>Many `berth run` at once, every server really bound: bench/run does it a hundred times.</summary>
public sealed class ManyStartsTests : IDisposable
{
    const int Starts = 100, Rounds = 2;

    readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public void A_hundred_at_once_have_a_port_each_and_bind_it()
    {
        // Starts them at once, waits until each has bound its port, and ends them. Prints the ports.
        const string crowd = """
            import os, subprocess, sys
            count, rounds, berth = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
            server = '''
            import os, socket, sys
            s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            s.bind((os.environ['HOST'], int(os.environ['PORT']))); s.listen()
            print(os.environ['PORT'], flush=True); sys.stdin.read()
            '''.replace('\n            ', '\n')
            for round in range(rounds):
                runs = [subprocess.Popen([berth, 'run', '--', sys.executable, '-S', '-c', server], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(count)]
                print(*[run.stdout.readline().strip() or '?' for run in runs], flush=True)
                for run in runs: run.stdin.close()
                for run in runs:
                    said = run.stderr.read()
                    if run.wait() != 0: print(said, file=sys.stderr)
            """;
        var result = Command.Run(desk.Inside(Python.Path, "-c", crowd, $"{Starts}", $"{Rounds}", BerthProgram.Path), folder: desk.Folder, limit: TimeSpan.FromMinutes(3));
        Assert.Equal("", result.Error);
        var rounds = result.Output.Trim().Split('\n');
        Assert.Equal(Rounds, rounds.Length);
        foreach (var round in rounds)
        {
            var ports = round.Split(' ');
            Assert.DoesNotContain("?", ports);
            Assert.Equal(Starts, ports.Distinct().Count());
        }
        // The same names have the same ports.
        Assert.Equal(rounds[0].Split(' ').Order(), rounds[1].Split(' ').Order());
    }
}
