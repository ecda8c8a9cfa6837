using Berth.Api.Messages;
using Berth.Cli.Rendering;

namespace Berth.Cli.Commands.Linking;

/// <summary>What is said of a link.</summary>
static class LinkTalk
{
    /// <summary>"db, 127.0.0.1:15432 to 127.0.0.1:5432"</summary>
    public static string Line(LinkItem link) => Escape.ForTerminal($"{link.Name}, {link.Listen} to {link.To}");

    /// <summary>Why it takes no connections although it is on; null when it does, or is off.</summary>
    public static string? Problem(LinkItem link) => link.Problem is not { } problem ? null
        : Escape.ForTerminal($"{link.Name} takes no connections: {problem}. Then: berth link on {link.Name}");

    public static string State(LinkItem link) => link switch
    {
        { On: false } => "off",
        { Problem: not null } => "not open",
        { Faults.Count: > 0 } => "shaped",
        _ => "on",
    };
}
