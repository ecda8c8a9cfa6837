using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Berth.Api.Client;
using Berth.Api.Messages;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Places;

namespace Berth.Cli.Commands.Services;

/// <summary>What `berth up` was asked for.</summary>
sealed record UpOptions(IReadOnlyList<string> Services, IReadOnlyList<string> Profiles, bool Detach, bool? Isolate, bool AsRoot)
{
    /// <summary>The Procfile that was named; null: none was.</summary>
    public string? File { get; init; }
}

/// <summary>
/// Starts services and shows them. In the foreground they are the command's: they end with it. The first Ctrl-C ends them in order, the
/// second at once.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class UpRun(CommandContext context)
{
    readonly ProjectCall call = new(context, "up");
    // One after another: something kills each of them.
    const int MostDaemons = 5;

    int interrupts;

    public int Run(UpOptions options)
    {
        var chosen = ChosenProcfile.Of(context.Directory, options.File);
        if (chosen is { Problem: { } wrong })
        {
            context.Say($"berth up: {Escape.ForTerminal(wrong)}");
            return ExitCode.NothingThere;
        }
        if ((chosen?.Root ?? call.Root()) is not { } root) return ExitCode.NothingThere;
        if (call.Client() is not { } client) return ExitCode.Unavailable;
        var request = new UpRequest(root, options.Services, options.Profiles, CallerVariables.All(), options.Detach)
        {
            User = options.AsRoot ? null : BehindSudo.User,
            Isolate = options.Isolate,
            Procfile = chosen?.Name,
        };
        var (feed, error) = client.Open(Capabilities.Up, request);
        if (feed is null) return call.Refuse(error!);
        PosixSignalRegistration? On(PosixSignal signal) =>
            options.Detach ? null : PosixSignalRegistration.Create(signal, signalled => End(signalled, client, root));
        using var interrupt = On(PosixSignal.SIGINT);
        using var terminate = On(PosixSignal.SIGTERM);
        using var hangup = On(PosixSignal.SIGHUP);
        for (var lives = MostDaemons; ; lives--)
        {
            int code;
            ApiError? broken;
            using (feed) code = Show(feed, lines: !options.Detach, out broken);
            if (broken is null) return code;
            // The daemon was killed. What it ran lives on: another one takes it over, and starts what was not started yet.
            if (broken.Code != ErrorCode.Broken || lives == 0 || interrupts > 0) return call.Refuse(broken);
            context.Say("berth up: the daemon was killed; another one goes on with the services.");
            (feed, error) = client.Open(Capabilities.Up, request with { Resume = true });
            if (feed is null) return call.Refuse(error!);
        }
    }

    int Show(DaemonFeed<ProjectEvent> feed, bool lines, out ApiError? broken)
    {
        broken = null;
        var printer = new EventPrinter(context);
        var last = new LastLines();
        var told = new ToldReasons();
        while (feed.Next() is { } happened)
        {
            if (happened.Outcome is { } outcome)
            {
                if (interrupts > 0) return ExitCode.Done;
                foreach (var problem in outcome.Problems)
                    foreach (var line in last.Of(problem.Service)) printer.Print(new ProjectEvent { Line = line });
                return call.Conclude(outcome, told);
            }
            if (happened.State is { } state) told.Hear(state);
            if (lines || happened.Line is null) printer.Print(happened);
            else last.Add(happened.Line);
        }
        broken = feed.Error;
        return ExitCode.Failed;
    }

    void End(PosixSignalContext signalled, DaemonClient client, string root)
    {
        signalled.Cancel = true;
        var count = Interlocked.Increment(ref interrupts);
        if (count == 1) context.Say("berth: ending all in order; once more ends them at once");
        // The feed above tells how it goes.
        var (ending, _) = client.Open(Capabilities.Down, new DownRequest([], Now: count > 1, root));
        if (ending is null) return;
        using (ending)
            while (ending.Next() is not null)
            {
            }
    }
}
