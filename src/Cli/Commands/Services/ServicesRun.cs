using System.Runtime.Versioning;
using Berth.Api.Client;
using Berth.Api.Messages;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Places;

namespace Berth.Cli.Commands.Services;

/// <summary>`down`, `restart`, `logs`, `attach`: asks the daemon, and shows what it tells.</summary>
[SupportedOSPlatform("linux")]
sealed class ServicesRun(CommandContext context, string command)
{
    readonly ProjectCall call = new(context, command);

    public int Down(IReadOnlyList<string> services, bool all, bool now)
    {
        string? root = null;
        if (!all)
        {
            (root, services) = call.Meant(services);
            if (root is null) return ExitCode.NothingThere;
        }
        if (call.Client() is not { } client) return ExitCode.Unavailable;
        var (feed, error) = client.Open(Capabilities.Down, new DownRequest(services, now, root));
        if (feed is null) return call.Refuse(error!);
        var isAnything = false;
        var code = Show(feed, new EventPrinter(context), happened => isAnything |= happened.State is not null);
        if (!isAnything && code == ExitCode.Done) context.Say($"berth: nothing of it runs{Lost(root)}");
        return code;
    }

    // Who moved a folder looks for its services in the new place.
    string Lost(string? root) => root is null || call.Known().Lost is not [var lost, ..]
        ? ""
        : $" here; {Escape.ForTerminal(lost.Name)} still runs, whose folder {Escape.ForTerminal(lost.Root)} is gone: "
            + $"berth down {Escape.ForTerminal(lost.Root)}";

    public int Restart(IReadOnlyList<string> services)
    {
        (var root, services) = call.Meant(services);
        if (root is null) return ExitCode.NothingThere;
        if (call.Client() is not { } client) return ExitCode.Unavailable;
        var request = new RestartRequest(root, services) { Environment = CallerVariables.All(), User = BehindSudo.User };
        var (feed, error) = client.Open(Capabilities.RestartServices, request);
        if (feed is null) return call.Refuse(error!);
        var code = Show(feed, new EventPrinter(context), null, out var broken);
        if (broken is not { Code: ErrorCode.Broken }) return broken is null ? code : call.Refuse(broken);
        // The daemon was killed in the middle: what it had ended is to run again.
        context.Say("berth restart: the daemon was killed; another one goes on with the services.");
        (feed, error) = client.Open(Capabilities.RestartServices, request);
        return feed is null ? call.Refuse(error!) : Show(feed, new EventPrinter(context), null);
    }

    public int Logs(IReadOnlyList<string> services, int tail, bool follow, bool times, bool states)
    {
        (var root, services) = call.Meant(services);
        if (root is null) return ExitCode.NothingThere;
        if (call.Client() is not { } client) return ExitCode.Unavailable;
        var request = new WatchRequest(root, services, tail, follow, states) { User = BehindSudo.User };
        var (feed, error) = client.Open(Capabilities.Watch, request);
        if (feed is null) return call.Refuse(error!);
        using (feed)
        {
            var printer = new EventPrinter(context) { IsAlone = services.Count == 1 && !states, Times = times };
            while (feed.Next() is { } happened) printer.Print(happened);
            return feed.Error is { } broken ? call.Refuse(broken) : ExitCode.Done;
        }
    }

    int Show(DaemonFeed<ProjectEvent> feed, EventPrinter printer, Action<ProjectEvent>? see)
    {
        var code = Show(feed, printer, see, out var broken);
        return broken is null ? code : call.Refuse(broken);
    }

    int Show(DaemonFeed<ProjectEvent> feed, EventPrinter printer, Action<ProjectEvent>? see, out ApiError? broken)
    {
        using (feed)
        {
            var code = ExitCode.Done;
            var told = new ToldReasons();
            while (feed.Next() is { } happened)
            {
                see?.Invoke(happened);
                if (happened.State is { } state) told.Hear(state);
                if (happened.Outcome is { } outcome) code = Math.Max(code, call.Conclude(outcome, told));
                else if (happened.Line is null) printer.Print(happened);
            }
            broken = feed.Error;
            return code;
        }
    }
}
