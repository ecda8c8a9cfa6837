using System.CommandLine;
using Berth.Cli.Arguments;
using Berth.Cli.Commands.Background;
using Berth.Cli.Hosting;
using Berth.Places;

namespace Berth.Cli.Commands;

/// <summary>`berth daemon`: the background process that keeps leases and services.</summary>
static class DaemonCommand
{
    const string Examples = """
        Commands that need it start it by themselves; it ends 10 minutes after nothing needs it any more.

        Examples:
          berth daemon status            whether it runs, since when, and what it keeps
          berth daemon start             start it now, and let it run until it is stopped
          berth daemon restart           after an update of Berth; leases are kept
          berth daemon logs -f           what it says, and goes on to say
        """;

    public static Command Create(CommandContext context)
    {
        var json = new Option<bool>("--json") { Description = "For programs" };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on until Ctrl-C" };
        var status = new Command("status", "Say whether it runs, and what it keeps") { json };
        status.SetAction(parsed => Run(context, parsed.GetValue(json) ? DaemonAction.StatusAsJson : DaemonAction.Status));
        var logs = new Command("logs", "Print its log") { follow };
        logs.SetAction(parsed => Run(context, parsed.GetValue(follow) ? DaemonAction.FollowLogs : DaemonAction.Logs));
        return new Command("daemon", "Start, stop and look at the background process")
        {
            Simple("start", "Start it, and let it run until it is stopped", DaemonAction.Start),
            Simple("stop", "End it; leases are kept", DaemonAction.Stop),
            Simple("restart", "End it and start it again, such as after an update", DaemonAction.Restart),
            status,
            logs,
        }.WithExamples(Examples);

        Command Simple(string name, string description, DaemonAction action)
        {
            var command = new Command(name, description);
            command.SetAction(_ => Run(context, action));
            return command;
        }
    }

    static int Run(CommandContext context, DaemonAction action)
    {
        if (!OperatingSystem.IsLinux())
        {
            context.Say("berth daemon: it is there on Linux only so far.");
            return ExitCode.Unavailable;
        }
        if (DaemonPlace.OfThisUser is { } place) return new DaemonControl(context, place).Run(action);
        context.Say($"berth daemon: {DaemonTalk.NoHome}");
        return ExitCode.Unavailable;
    }
}
