using System.CommandLine.Completions;
using Berth.Cli.Hosting;
using Berth.Engine.Listing;
using Berth.Model.Snapshots;

namespace Berth.Cli.Arguments;

/// <summary>What can be typed next, beyond commands and options.</summary>
static class Completions
{
    /// <summary>"port=", "owner="...</summary>
    public static IEnumerable<CompletionItem> Filters(CompletionContext asked) =>
        Fields.All.Where(field => field.Name.StartsWith(asked.WordToComplete, StringComparison.OrdinalIgnoreCase))
            .Select(static field => new CompletionItem($"{field.Name}=", detail: field.Help));

    /// <summary>The ports that something listens on now.</summary>
    public static Func<CompletionContext, IEnumerable<CompletionItem>> Ports(CommandContext context) => asked =>
        Lister.Rows(context.Machine().Take(new SnapshotOptions { Owners = false }), SocketKinds.Listeners)
            .Select(static row => row.Socket.LocalPort)
            .Distinct().Order()
            .Select(static port => port.ToString())
            .Where(port => port.StartsWith(asked.WordToComplete, StringComparison.Ordinal))
            .Select(static port => new CompletionItem(port));

    /// <summary>The last name of "port,owner,up".</summary>
    public static IEnumerable<CompletionItem> FieldList(CompletionContext asked)
    {
        var typed = asked.WordToComplete;
        var begun = typed.LastIndexOfAny([',', '+', '-']) + 1;
        return Fields.All.Where(field => field.Name.StartsWith(typed.AsSpan(begun), StringComparison.OrdinalIgnoreCase))
            .Select(field => new CompletionItem(string.Concat(typed.AsSpan(0, begun), field.Name), detail: field.Help));
    }
}
