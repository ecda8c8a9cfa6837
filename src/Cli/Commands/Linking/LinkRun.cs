using System.Runtime.Versioning;
using Berth.Api.Client;
using Berth.Api.Messages;
using Berth.Cli.Commands.Background;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;

namespace Berth.Cli.Commands.Linking;

/// <summary>Asks the daemon for links, and says what it answered.</summary>
[SupportedOSPlatform("linux")]
sealed class LinkRun(CommandContext context, DaemonClient daemon)
{
    public int Run(LinkAction action) => action switch
    {
        LinkAction.List list => List(list.Json),
        LinkAction.Add add => Add(add),
        LinkAction.Remove remove => Remove(remove.Name),
        LinkAction.Switch change => Switch(change.Name, change.On),
        _ => throw new ArgumentException("an action that is not known", nameof(action)),
    };

    int List(bool json)
    {
        var reply = daemon.Ask(Capabilities.LinkList, new Nothing());
        if (!reply.IsThere) return Refuse(reply.Error);
        if (json) LinkJson.Write(reply.Value.Links, context.Out);
        else if (reply.Value.Links.Count == 0) context.Say("No links. Make one: berth link add db --to 5432");
        else new LinkTable(context).Write(reply.Value.Links);
        return ExitCode.Done;
    }

    int Add(LinkAction.Add add)
    {
        var root = context.Directory is { } folder ? context.Machine().ProjectOf(folder)?.Root : null;
        var reply = daemon.Ask(Capabilities.LinkAdd, new LinkAddRequest(add.Name, add.To, add.Listen, add.Seed, root));
        if (!reply.IsThere) return Refuse(reply.Error);
        if (add.Json) LinkJson.Write([reply.Value], context.Out);
        else
        {
            context.Out.Line(reply.Value.Listen);
            context.Say(
                $"Connect to {reply.Value.Listen} in place of {Escape.ForTerminal(reply.Value.To)}. "
                + $"Make it slow: berth shape {add.Name} latency=200ms");
        }
        return ExitCode.Done;
    }

    int Remove(string name)
    {
        var reply = daemon.Ask(Capabilities.LinkRemove, new LinkRequest(name));
        if (!reply.IsThere) return Refuse(reply.Error);
        context.Say($"Removed: {LinkTalk.Line(reply.Value)}");
        return ExitCode.Done;
    }

    int Switch(string name, bool on)
    {
        var reply = daemon.Ask(Capabilities.LinkSwitch, new LinkSwitchRequest(name, on));
        if (!reply.IsThere) return Refuse(reply.Error);
        context.Say($"{(on ? "On" : "Off")}: {LinkTalk.Line(reply.Value)}");
        return ExitCode.Done;
    }

    int Refuse(ApiError error)
    {
        context.Say($"berth link: {DaemonTalk.Sentence(error)}");
        return DaemonTalk.ExitCodeOf(error);
    }
}

/// <summary>What `berth link` was asked for.</summary>
abstract record LinkAction
{
    public sealed record List(bool Json) : LinkAction;

    public sealed record Add(string Name, string To, int? Listen, long? Seed, bool Json) : LinkAction;

    public sealed record Remove(string Name) : LinkAction;

    public sealed record Switch(string Name, bool On) : LinkAction;
}
