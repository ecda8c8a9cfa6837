using System.CommandLine;
using System.CommandLine.Completions;
using Berth.Api;
using Berth.Api.Messages;
using Berth.Places;

namespace Berth.Cli.Commands.Linking;

/// <summary>The name of a link on a command line.</summary>
static class LinkName
{
    // Who presses Tab does not wait for a daemon.
    static readonly TimeSpan patience = TimeSpan.FromMilliseconds(500);

    public static Argument<string> Argument(string description) => new("name") { Description = description, HelpName = "name" };

    /// <summary>One that there is: completed by what the daemon knows.</summary>
    public static Argument<string> Existing()
    {
        var argument = Argument("Which link");
        argument.CompletionSources.Add(Known);
        return argument;
    }

    /// <summary>The links that there are; none when no daemon runs: it is not started for that.</summary>
    public static IEnumerable<CompletionItem> Known(CompletionContext context)
    {
        if (!OperatingSystem.IsLinux() || DaemonPlace.OfThisUser is not { } place) return [];
        var reply = DaemonAccess.Running(place, patience).Ask(Capabilities.LinkList, new Nothing());
        if (!reply.IsThere) return [];
        return reply.Value.Links.Where(link => link.Name.StartsWith(context.WordToComplete, StringComparison.Ordinal))
            .Select(static link => new CompletionItem(link.Name, detail: link.To));
    }
}
