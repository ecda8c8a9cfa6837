namespace Berth.Cli.Startup;

/// <summary>`berth --help`: the commands in groups, with an example for each.</summary>
static class Overview
{
    public const string Text = """
        Berth shows every port of this machine, who holds it and who can reach it.

        See
          berth                         every listener: `berth ls`
          berth 3000                    explain a port, an address, a URL, a pid or a pasted error: `berth explain`
          berth doctor 3000             why does it not work? One cause, its proof, a fix
          berth ls port=3000-3999       list what matches; `-a` adds connections, `--json` is for programs
          berth fields                  what a filter, a column or JSON can name

        Guard
          berth audit                   what is open that should not be, with evidence, reason, fix and undo
          berth lint                    ports in a repository that clash, are taken, or are open to all

        Act
          berth free 3000               show who holds it and how it would be freed, ask, do it, check it
          berth wait 5432               wait until it answers; `--free`: until it can be bound
          berth next                    a port that is free now

        Run
          berth run -- npm start        with HOST and a PORT of its own, the same every time
          berth run --isolate -- ...    in a localhost of the checkout's own, where port 3000 is always free
          berth up -d                   the services of berth.yaml or a Procfile; `down`, `ps`, `logs`, `attach`, `restart`
          berth env                     the ports of this checkout as variables; `berth exec -- ...`; `berth lease ls`

        Set up
          berth init                    write a berth.yaml from what is there; `berth import`, `berth schema`
          berth daemon status           the background process that `run`, `up` and `lease` start by themselves
          berth doctor kernel           what this kernel and these rights allow, and why not
          berth owners on               as root: users without rights see every program behind a port
          berth completion bash         completion for bash, zsh, fish or pwsh

        Options of every command
          -h, --help                    what the command takes, with examples
          --version                     version and commit

        Data goes to stdout, talk to stderr. Exit codes: 0 done, 2 bad usage, 3 nothing there, 4 refused, 5 still held,
        6 no right, 7 timed out, 8 sockets cannot be read, 9 something was found, 10 undecided, 1 anything unexpected.

        """;
}
