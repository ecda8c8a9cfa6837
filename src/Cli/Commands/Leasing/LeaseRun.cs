using System.Runtime.Versioning;
using Berth.Api.Client;
using Berth.Api.Messages;
using Berth.Cli.Commands.Background;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Projects;

namespace Berth.Cli.Commands.Leasing;

/// <summary>Asks the daemon for leases, and says what it answered.</summary>
[SupportedOSPlatform("linux")]
sealed class LeaseRun(CommandContext context, DaemonClient daemon)
{
    public int Run(LeaseAction action) => action switch
    {
        LeaseAction.List list => List(list.Json),
        LeaseAction.Add add => Add(add.Name, add.Prefer, add.Json),
        LeaseAction.Remove remove => Remove(remove.Name),
        _ => Prune(),
    };

    int List(bool json)
    {
        var reply = daemon.Ask(Capabilities.LeaseList, new LeaseListRequest());
        if (!reply.IsThere) return Refuse(reply.Error);
        if (json) LeaseJson.Write(reply.Value.Leases, context.Out);
        else if (reply.Value.Leases.Count == 0) context.Say("No leases. `berth run -- command` takes one by itself; or: berth lease add web");
        else new LeaseTable(context).Write(reply.Value.Leases);
        return ExitCode.Done;
    }

    int Add(string name, int? prefer, bool json)
    {
        // What berth.yaml would refuse as a name is no name of a lease that a service could ever look for.
        var parts = name.Split(':', 2);
        if (parts.FirstOrDefault(static part => !LegalName.Is(part)) is { } odd)
        {
            context.Say($"berth lease: '{Escape.ForTerminal(odd)}' cannot be a name: one has small letters, digits, - and _, at most {LegalName.Longest}. Try: berth lease add {string.Join(':', parts.Select(LegalName.Of))}");
            return ExitCode.BadUsage;
        }
        if (Request(name, prefer) is not { } request) return ExitCode.NothingThere;
        var reply = daemon.Ask(Capabilities.LeaseAdd, request);
        if (!reply.IsThere) return Refuse(reply.Error);
        if (json) LeaseJson.Write([reply.Value], context.Out);
        else context.Out.Line($"{reply.Value.Port}");
        if (LeaseTalk.Rotation(reply.Value) is { } rotated) context.Say($"berth lease: {rotated}");
        return ExitCode.Done;
    }

    int Remove(string name)
    {
        if (Request(name, null) is not { } request) return ExitCode.NothingThere;
        var reply = daemon.Ask(Capabilities.LeaseRemove, request);
        if (!reply.IsThere) return Refuse(reply.Error);
        context.Say($"Released: {LeaseTalk.Line(reply.Value)}");
        return ExitCode.Done;
    }

    int Prune()
    {
        var reply = daemon.Ask(Capabilities.LeasePrune, new Nothing());
        if (!reply.IsThere) return Refuse(reply.Error);
        foreach (var lease in reply.Value.Leases) context.Say($"Released: {LeaseTalk.Line(lease)}");
        if (reply.Value.Leases.Count == 0) context.Say("Nothing to release: every checkout with a lease is there.");
        return ExitCode.Done;
    }

    LeaseRequest? Request(string name, int? prefer)
    {
        if (context.Directory is not { } folder)
        {
            context.Say("berth lease: this folder is gone, so it is not known whose lease it is. Change into another one.");
            return null;
        }
        var colon = name.IndexOf(':');
        var (service, port) = colon < 0 ? (name, null) : (name[..colon], name[(colon + 1)..]);
        return new LeaseRequest(context.Machine().ProjectOf(folder)?.Root ?? folder, service, port, prefer);
    }

    int Refuse(ApiError error)
    {
        context.Say($"berth lease: {DaemonTalk.Sentence(error)}");
        return DaemonTalk.ExitCodeOf(error);
    }
}

/// <summary>What `berth lease` was asked for.</summary>
abstract record LeaseAction
{
    public sealed record List(bool Json) : LeaseAction;

    /// <param name="Name">"api", or "api:admin" for a port of another name than the usual.</param>
    public sealed record Add(string Name, int? Prefer, bool Json) : LeaseAction;
    public sealed record Remove(string Name) : LeaseAction;
    public sealed record Prune : LeaseAction;
}
