using System.Runtime.Versioning;
using Berth.Api.Client;
using Berth.Api.Messages;
using Berth.Cli.Commands.Background;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;

namespace Berth.Cli.Commands.Linking;

/// <summary>Has the faults of a link changed, and says what is on then.</summary>
[SupportedOSPlatform("linux")]
sealed class ShapeRun(CommandContext context, DaemonClient daemon)
{
    public int Run(ShapeWish wish)
    {
        var request = new LinkShapeRequest(wish.Name, wish.Faults, wish.Remove, wish.Clear, wish.Profile);
        var reply = daemon.Ask(Capabilities.LinkShape, request);
        if (!reply.IsThere)
        {
            context.Say($"berth shape: {DaemonTalk.Sentence(reply.Error)}");
            return DaemonTalk.ExitCodeOf(reply.Error);
        }
        var link = reply.Value;
        if (wish.Json) LinkJson.Write([link], context.Out);
        else if (link.Faults.Count == 0 && wish.IsQuestion)
            context.Say($"{link.Name} has no faults. Make it slow: berth shape {link.Name} latency=200ms");
        else if (link.Faults.Count == 0) context.Say($"{link.Name} has no faults any more.");
        else
            foreach (var fault in link.Faults) context.Out.Line(Escape.ForTerminal(fault.Text));
        if (LinkTalk.Problem(link) is { } problem) context.Say(problem);
        else if (!link.On) context.Say($"{link.Name} is off. Then: berth link on {link.Name}");
        return ExitCode.Done;
    }
}

/// <summary>What `berth shape` was asked for.</summary>
/// <param name="Faults">As they were typed.</param>
sealed record ShapeWish(string Name, string Faults, IReadOnlyList<string> Remove, bool Clear, string? Profile, bool Json)
{
    /// <summary>Nothing is to change.</summary>
    public bool IsQuestion => Faults.Length == 0 && Remove.Count == 0 && !Clear && Profile is null;
}
