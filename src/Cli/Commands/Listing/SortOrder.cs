using Berth.Cli.Hosting;
using Berth.Engine.Listing;
using Berth.Model.Snapshots;

namespace Berth.Cli.Commands.Listing;

/// <summary>The value of --sort.</summary>
static class SortOrder
{
    /// <param name="isEverywhere">Rows of several network namespaces: those of one stand together.</param>
    public static RowOrder Read(string? typed, SocketKinds kinds, bool isEverywhere)
    {
        var text = typed ?? (kinds == SocketKinds.Unix ? "path" : null);
        if (isEverywhere && typed is null) text = $"netns,{text ?? "port,protocol,address"}";
        if (text is null) return RowOrder.Default;
        return RowOrder.TryParse(text, out var order, out var error) ? order : throw new UsageException($"berth ls: {Rendering.Escape.ForTerminal(error)}");
    }
}
