using System.Runtime.Versioning;
using Berth.Actions.Running;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Localhost;
using Berth.Model.Addressing;
using Berth.Model.Services;
using Berth.Probes.Rights;

namespace Berth.Cli.Commands.Running;

/// <summary>Runs a command in its project's own localhost, says where it listens, and takes everything away afterwards.</summary>
[SupportedOSPlatform("linux")]
sealed class IsolatedCommand(CommandContext context)
{
    static readonly StopPolicy afterCommand = new(15, TimeSpan.FromSeconds(5)); // SIGTERM

    /// <param name="root">The checkout's folder.</param>
    public int Run(RunRequest request, string state, string root, string name)
    {
        if (BlockedPort.Of(request.Ports, context.Machine()) is { } holder) return Refuse(holder, ExitCode.Refused);
        // Before anything is made: a signal from here on ends the command, and then what was made is taken away.
        using var command = new SupervisedCommand();
        var (run, refusal, takesMoreRights) = ProjectLocalhost.Enter(state, new LocalhostRequest(root, name, UnitKind.Run)
        {
            Declared = request.Ports, Wildcard = request.Wildcard, Exposed = request.Exposed,
        }, context.Clock);
        if (run is null)
        {
            var reason = Escape.ForTerminal(refusal!);
            return takesMoreRights
                ? Refuse($"no localhost of its own: {reason}. Run it as root: {AsRoot.With($"run --isolate -- {Words(request)}")}\nWithout --isolate it has a PORT of its own, which takes no rights.", ExitCode.NoRight)
                : Refuse($"no localhost of its own: {Sentence.End(refusal!)}", ExitCode.Unavailable);
        }
        try
        {
            if (run.Cleared > 0) context.Say($"berth run: cleared up after {run.Cleared} {(run.Cleared == 1 ? "run" : "runs")} whose `berth run` was killed.");
            if (run.NotPinned is { } why) context.Say($"berth run: the localhost ends with this `berth run`, however it ends, since its programs cannot be pinned: {Escape.ForTerminal(why)}");
            if (run.AddressV6 is null) context.Say("berth run: without an own IPv6 address, which this system refused: inside, ::1 cannot be bound.");
            var (program, arguments) = EnteringWords.For(run.Entrance, !command.IsAtTerminal, !request.AsRoot, request.Command);
            if (command.Start(program, arguments, new Dictionary<string, string> { ["BERTH_ADDRESS"] = run.Address.ToString() }) is { } problem)
                return Refuse($"the command could not be started: {Sentence.End(problem)}", ExitCode.Failed);
            return Watch(command, new ListenWatch(context, run, request, Expected(request), name));
        }
        finally
        {
            if (!run.End(afterCommand)) context.Say($"berth run: something of the command could not be ended, and stays in {Path.GetDirectoryName(run.Entrance)}.");
        }
    }

    Port? Expected(RunRequest request) => ExpectedPort.Of(request.Command, context.Directory!) ?? (request.Ports is [var declared] ? declared : null);

    static int Watch(SupervisedCommand command, ListenWatch watch)
    {
        while (true)
        {
            if (command.Wait(watch.Pause) is not { } code)
            {
                watch.Look();
                continue;
            }
            watch.End();
            return code;
        }
    }

    int Refuse(string why, int code)
    {
        context.Say($"berth run: {why}");
        return code;
    }

    static string Words(RunRequest request) => Escape.ForTerminal(string.Join(' ', request.Command));
}
