using Berth.Model.Knowledge;

namespace Berth.Cli.Rendering;

/// <summary>What could not be seen, on one line, with the command that shows it.</summary>
static class ShortfallText
{
    public static string Of(Shortfall shortfall) =>
        Escape.ForTerminal(shortfall.Remedy is { } remedy ? $"{shortfall.What}: {remedy}" : shortfall.What);
}
