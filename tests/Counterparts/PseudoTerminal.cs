namespace Berth.Counterparts;

/// <summary>Runs a program at a terminal of its own, where a person answers its first question.</summary>
public static class PseudoTerminal
{
    const string Code = """
        import os, pty, sys
        answer, command = sys.argv[1], sys.argv[2:]
        pid, terminal = pty.fork()
        if pid == 0: os.execvp(command[0], command)
        seen, answered = b'', False
        while True:
            try: more = os.read(terminal, 4096)
            except OSError: break
            if not more: break
            seen += more
            if not answered and b'[y/N]' in seen:
                os.write(terminal, answer.encode() + b'\n'); answered = True
        sys.stdout.write(seen.decode(errors='replace'))
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
        """;

    /// <summary>The command to run; both outputs of the program come as one.</summary>
    public static IReadOnlyList<string> Answering(string answer, IReadOnlyList<string> command) => [Python.Path, "-c", Code, answer, .. command];
}
