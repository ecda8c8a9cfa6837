using System.Runtime.Versioning;
using Berth.Actions.Running;
using Berth.Api.Places;
using Berth.Cli.Commands.Leasing;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Model;

namespace Berth.Cli.Commands.Running;

/// <summary>Runs a command that takes its port from the environment, as most do: HOST and PORT name one that is its own.</summary>
[SupportedOSPlatform("linux")]
sealed class PlainCommand(Surroundings around)
{
    const string Host = "127.0.0.1";

    /// <param name="root">The checkout's folder.</param>
    public int Run(RunRequest request, string state, string root, string name)
    {
        using var command = new SupervisedCommand();
        using var port = RunPort.Take(DaemonPlace.OfThisUser, state, new LeaseKey(root, name, LeaseKey.UsualPortName), around.Inventory());
        if (port is null)
        {
            around.Say("berth run: no port could be had: none of 20000-29999 is free.");
            return ExitCode.Unavailable;
        }
        var told = port.Name ?? name;
        if (port.Shortfall is { } shortfall) around.Say($"berth run: no daemon keeps the port, so it may be another one next time: {shortfall}");
        if (port.Lease is { } lease && LeaseTalk.Rotation(lease) is { } rotated) around.Say($"berth: {rotated}");
        around.Say($"berth: {Escape.ForTerminal(told)} has PORT={port.Port}");

        // The one place where options for servers that do not read PORT are added to the words.
        var words = request.Command;
        var (program, arguments) = EnteringWords.For(null, !command.IsAtTerminal, asCaller: false, words);
        if (command.Start(program, arguments, new Dictionary<string, string> { ["HOST"] = Host, ["PORT"] = port.Port.ToString() }) is { } failure)
        {
            around.Say($"berth run: the command could not be started: {Escape.ForTerminal(failure)}.");
            return ExitCode.Failed;
        }
        var watch = new PlainWatch(around, port.Port, told);
        while (true)
        {
            if (command.Wait(watch.Pause) is { } code) return code;
            watch.Look();
        }
    }
}
