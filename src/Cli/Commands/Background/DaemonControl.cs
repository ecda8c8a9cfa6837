using System.Runtime.Versioning;
using Berth.Actions.Signals;
using Berth.Api;
using Berth.Api.Client;
using Berth.Api.Messages;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Places;

namespace Berth.Cli.Commands.Background;

/// <summary>Starts, stops and shows the daemon.</summary>
[SupportedOSPlatform("linux")]
sealed class DaemonControl(CommandContext context, DaemonPlace place)
{
    // Longer than the daemon gives to what it ends itself.
    static readonly TimeSpan patience = TimeSpan.FromSeconds(60), pause = TimeSpan.FromMilliseconds(250);

    readonly DaemonClient client = DaemonAccess.Running(place);

    public int Run(DaemonAction action) => action switch
    {
        DaemonAction.Start => Start(),
        DaemonAction.Stop => Stop(),
        DaemonAction.Restart => Restart(),
        DaemonAction.Logs => Logs(follow: false),
        DaemonAction.FollowLogs => Logs(follow: true),
        _ => Status(action == DaemonAction.StatusAsJson),
    };

    int Start()
    {
        if (client.Ask(Capabilities.Stay, new Nothing()).IsThere) context.Say("The daemon runs already, and stays.");
        else if (DaemonAccess.Start(place, onDemand: false) is { } error) return Say(error);
        return Status(json: false);
    }

    int Stop()
    {
        var hello = client.Ask(Capabilities.Hello, new Nothing());
        if (!hello.IsThere) return hello.Error.Code == ErrorCode.NoDaemon ? Done("No daemon runs.") : Say(hello.Error);
        using var daemon = new AwaitedEnd(hello.Value.Pid, context.Clock);
        if (client.Ask(Capabilities.Stop, new Nothing()).Error is { } error) return Say(error);
        if (daemon.Wait(patience)) return Done("The daemon has ended.");
        context.Say($"berth daemon: pid {hello.Value.Pid} has not ended after {patience.TotalSeconds} s. See `berth daemon logs`.");
        return ExitCode.TimedOut;
    }

    int Restart()
    {
        var code = Stop();
        return code == ExitCode.Done ? Start() : code;
    }

    int Status(bool json)
    {
        var hello = client.Ask(Capabilities.Hello, new Nothing());
        if (json) DaemonJson.Write(hello, place, context.Out);
        if (!hello.IsThere)
        {
            if (hello.Error.Code != ErrorCode.NoDaemon || !json) Say(hello.Error);
            return hello.Error.Code == ErrorCode.NoDaemon ? ExitCode.NothingThere : ExitCode.Unavailable;
        }
        if (json) return ExitCode.Done;
        var daemon = hello.Value;
        context.Out.Line($"berthd {Escape.ForTerminal(Build.Short(daemon.Version))} runs: pid {daemon.Pid}, for {Quantities.Duration((long)(context.Clock.GetUtcNow() - daemon.Started).TotalSeconds)}, at {Escape.ForTerminal(daemon.Socket)}");
        foreach (var notice in daemon.Notices) context.Out.Line($"  note: {Escape.ForTerminal(notice)}");
        foreach (var reason in daemon.Keeps) context.Out.Line($"  keeps {Escape.ForTerminal(reason)}");
        context.Out.Line(daemon.OnDemand ? "  started on demand: it ends when it has kept nothing for 10 minutes" : "  runs until it is stopped: berth daemon stop");
        context.Out.Line(daemon.Rights.Contains("own_localhost") ? "  may give a project a localhost of its own" : "  may not give a project a localhost of its own: that takes root's rights");
        context.Out.Line($"  log: {Escape.ForTerminal(place.Log)}");
        return ExitCode.Done;
    }

    int Logs(bool follow)
    {
        try
        {
            using var log = new FileStream(place.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Copy(log);
            while (follow)
            {
                context.Out.Flush();
                Task.Delay(pause, context.Clock).GetAwaiter().GetResult();
                Copy(log);
                // It was long and became NAME.1: what is written now is in a new file.
                if (new FileInfo(place.Log) is { Exists: true } now && now.Length < log.Position) return Logs(follow);
            }
            return ExitCode.Done;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            context.Say("berth daemon: there is no log yet: none was ever started. Start it: berth daemon start");
            return ExitCode.NothingThere;
        }
    }

    void Copy(FileStream log)
    {
        var reader = new StreamReader(log, leaveOpen: true);
        while (reader.ReadLine() is { } line) context.Out.Line(Escape.ForTerminal(line));
    }

    int Done(string line)
    {
        context.Say(line);
        return ExitCode.Done;
    }

    int Say(ApiError error)
    {
        context.Say($"berth daemon: {DaemonTalk.Sentence(error)}");
        return error.Code == ErrorCode.NoDaemon ? ExitCode.Unavailable : ExitCode.Failed;
    }
}

enum DaemonAction
{
    Start,
    Stop,
    Restart,
    Status,
    StatusAsJson,
    Logs,
    FollowLogs,
}
