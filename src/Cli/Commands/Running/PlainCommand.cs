using System.Runtime.Versioning;
using Berth.Actions.Running;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Model;

namespace Berth.Cli.Commands.Running;

/// <summary>Runs a command that takes its port from the environment, as most do: HOST and PORT name one that is its own.</summary>
[SupportedOSPlatform("linux")]
sealed class PlainCommand(Surroundings around)
{
    // A server that runs is not looked at again: there is nothing to see.
    static readonly TimeSpan untilItEnds = Timeout.InfiniteTimeSpan;

    /// <param name="root">The checkout's folder.</param>
    public int Run(RunRequest request, string state, string root, string name)
    {
        using var command = new SupervisedCommand();
        var inventory = around.Inventory();
        bool IsTaken(Port port) => inventory.Take(new SnapshotOptions
        {
            Kinds = SocketKinds.Listeners | SocketKinds.Bound, LocalPorts = [new PortRange(port, port)], Owners = false,
        }).Sockets.Count > 0;

        using var lease = PortLease.Take(state, root, request.Name ?? "", IsTaken, out var problem);
        if (lease is null)
        {
            around.Say($"berth run: no port could be had: {Escape.ForTerminal(problem!)}.");
            return ExitCode.Unavailable;
        }
        var (program, arguments) = EnteringWords.For(null, !command.IsAtTerminal, asCaller: false, request.Command);
        var environment = new Dictionary<string, string> { ["HOST"] = "127.0.0.1", ["PORT"] = lease.Port.ToString() };
        around.Say($"berth: {Escape.ForTerminal(name)} has PORT={lease.Port}: http://127.0.0.1:{lease.Port}");
        if (command.Start(program, arguments, environment) is { } failure)
        {
            around.Say($"berth run: the command could not be started: {Escape.ForTerminal(failure)}.");
            return ExitCode.Failed;
        }
        return command.Wait(untilItEnds)!.Value;
    }
}
