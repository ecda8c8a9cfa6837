using Berth.Cli.Hosting;
using Berth.Cli.Rendering;

namespace Berth.Cli.Commands.Listing;

/// <summary>The value of --netns.</summary>
static class NamespaceChoice
{
    public static bool Read(string? typed) => typed switch
    {
        null => false,
        "all" => true,
        _ => throw new UsageException($"berth ls: --netns takes \"all\", not '{Escape.ForTerminal(typed)}'. For one namespace: berth ls --netns all netns={Escape.ForTerminal(typed)}"),
    };
}
