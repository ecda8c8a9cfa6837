using System.Text.Json;

namespace Berth.Counterparts;

/// <summary>Runs a program at a terminal of its own, where a person answers its questions.</summary>
public static class PseudoTerminal
{
    const string Code = """
        import fcntl, json, os, pty, struct, subprocess, sys, termios
        answers, columns, before, command = json.loads(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3]), sys.argv[4:]
        pid, terminal = pty.fork()
        if pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', 24, columns, 0, 0))
            os.execvp(command[0], command)
        seen, answered = b'', 0
        while True:
            try: more = os.read(terminal, 4096)
            except OSError: break
            if not more: break
            seen += more
            if seen.count(b'[y/N]') <= answered: continue
            if before: subprocess.run(before, check=True)
            if answered == len(answers): os.close(terminal); break # the line is cut
            os.write(terminal, answers[answered].encode() + b'\n'); answered += 1
        sys.stdout.write(seen.decode(errors='replace'))
        sys.stdout.flush()
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
        """;

    /// <summary>The command to run; both outputs of the program come as one.</summary>
    public static IReadOnlyList<string> Answering(string answer, IReadOnlyList<string> command) => Answering([answer], command);

    /// <summary>The same with an answer for each question. At one for which there is none, the terminal goes away.</summary>
    /// <param name="before">A command that happens while the person thinks, before each answer.</param>
    public static IReadOnlyList<string> Answering(IReadOnlyList<string> answers, IReadOnlyList<string> command, int columns = 200, IReadOnlyList<string>? before = null) =>
        [Python.Path, "-c", Code, JsonSerializer.Serialize(answers), $"{columns}", JsonSerializer.Serialize(before ?? []), .. command];
}
