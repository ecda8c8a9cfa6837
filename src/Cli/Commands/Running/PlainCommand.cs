using System.Runtime.Versioning;
using Berth.Actions.Running;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Engine.Frameworks;
using Berth.Model.Leases;
using Berth.Places;
using Berth.Projects.Repository;

namespace Berth.Cli.Commands.Running;

/// <summary>Runs a command that takes its port from the environment, as most do: HOST and PORT name one that is its own.</summary>
[SupportedOSPlatform("linux")]
sealed class PlainCommand(CommandContext context)
{
    const string Host = "127.0.0.1";

    /// <param name="root">The checkout's folder.</param>
    public int Run(RunRequest request, string state, string root, string name)
    {
        using var command = new SupervisedCommand();
        using var port = RunPort.Take(DaemonPlace.OfThisUser, state, new LeaseKey(root, name, LeaseKey.UsualPortName), context.Machine);
        if (port is null)
        {
            context.Say("berth run: no port could be had: none of 20000-29999 is free.");
            return ExitCode.Unavailable;
        }
        var told = port.Service ?? name;
        if (port.Shortfall is { } shortfall) context.Say($"berth run: no daemon keeps the port, so it may be another one next time: {shortfall}");
        if (port.Rotation is { } rotated) context.Say($"berth: {rotated}");
        // Servers that do not read PORT are told by options of their own.
        var flags = PortFlags.Apply(request.Command, Host, port.Port, script => PackageScripts.Find(context.Directory!, script));
        var added = ReferenceEquals(flags.Words, request.Command) ? "" : $", told to it by: {Escape.ForTerminal(string.Join(' ', flags.Words))}";
        context.Say($"berth: {Escape.ForTerminal(told)} has PORT={port.Port.ToString()}{added}");

        var (program, arguments) = EnteringWords.For(null, !command.IsAtTerminal, asCaller: false, flags.Words);
        var environment = new Dictionary<string, string> { ["HOST"] = Host, ["PORT"] = port.Port.ToString() };
        foreach (var variable in flags.Variables)
            if (Environment.GetEnvironmentVariable(variable.Name) is null) environment[variable.Name] = variable.Value;
        if (command.Start(program, arguments, environment) is { } failure)
        {
            context.Say($"berth run: the command could not be started: {Escape.ForTerminal(failure)}.");
            return ExitCode.Failed;
        }
        var watch = new PlainWatch(context, port.Port, ExpectedPort.Named(request.Command, context.Directory!) ?? port.Port, told, ExpectedPort.Dropped(request.Command, context.Directory!));
        while (true)
        {
            if (command.Wait(watch.Pause) is not { } code)
            {
                watch.Look();
                continue;
            }
            watch.End();
            // Programs end with 1 when a port is in use, and few say who has it. A signal is no such end.
            if (code is > 0 and < 128 && watch.InTheWay() is { } holder) context.Say($"berth run: {holder}");
            return code;
        }
    }
}
