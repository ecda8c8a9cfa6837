using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Berth.Api.Client;
using Berth.Api.Messages;
using Berth.Api.Places;
using Berth.Cli.Hosting;

namespace Berth.Cli.Commands.Services;

/// <summary>What `berth up` was asked for.</summary>
sealed record UpOptions(IReadOnlyList<string> Services, IReadOnlyList<string> Profiles, bool Detach, bool? Isolate, bool AsRoot);

/// <summary>
/// Starts services and shows them. In the foreground they are the command's: they end with it. The first Ctrl-C ends them in order, the
/// second at once.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class UpRun(Surroundings around)
{
    readonly ProjectCall call = new(around, "up");
    int interrupts;

    public int Run(UpOptions options)
    {
        if (call.Root() is not { } root) return ExitCode.NothingThere;
        if (call.Client(start: true) is not { } client) return ExitCode.Unavailable;
        var request = new UpRequest(root, options.Services, options.Profiles, CallerVariables.All(), options.Detach)
        {
            User = options.AsRoot ? null : BehindSudo.User,
            Isolate = options.Isolate,
        };
        var (feed, error) = client.Open(Capabilities.Up, request);
        if (feed is null) return call.Refuse(error!);
        using (feed)
        {
            if (options.Detach) return Show(feed, lines: false);
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => End(context, client, root));
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => End(context, client, root));
            using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => End(context, client, root));
            return Show(feed, lines: true);
        }
    }

    int Show(DaemonFeed<ProjectEvent> feed, bool lines)
    {
        var printer = new EventPrinter(around);
        var last = new LastLines();
        while (feed.Next() is { } happened)
        {
            if (happened.Outcome is { } outcome)
            {
                if (interrupts > 0) return ExitCode.Done;
                foreach (var problem in outcome.Problems)
                    foreach (var line in last.Of(problem.Service)) printer.Print(new ProjectEvent { Line = line });
                return call.Conclude(outcome);
            }
            if (lines || happened.Line is null) printer.Print(happened);
            else last.Add(happened.Line);
        }
        return feed.Error is { } broken ? call.Refuse(broken) : ExitCode.Failed;
    }

    void End(PosixSignalContext context, DaemonClient client, string root)
    {
        context.Cancel = true;
        var count = Interlocked.Increment(ref interrupts);
        if (count == 1) around.Say("berth: ending all in order; once more ends them at once");
        // The feed above tells how it goes.
        var (ending, _) = client.Open(Capabilities.Down, new DownRequest(root, [], Now: count > 1));
        if (ending is null) return;
        using (ending)
            while (ending.Next() is not null)
            {
            }
    }
}
