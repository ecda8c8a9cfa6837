using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Engine.Listing;

namespace Berth.Cli.Commands.Listing;

/// <summary>The value of --columns: "port,owner", "+uptime" beside the usual ones, or "all".</summary>
static class ColumnList
{
    public static IReadOnlyList<Field> Read(string? typed, IReadOnlyList<Field> usual)
    {
        if (typed is null) return usual;
        if (typed == "all") return Fields.All;
        var words = typed.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) throw new UsageException("berth ls: --columns names no field. `berth fields` lists them.");

        List<Field> columns = words[0] is ['+', ..] ? [.. usual] : [];
        foreach (var word in words)
        {
            var name = word.TrimStart('+');
            if (!Fields.TryFind(name, out var field)) throw new UsageException(Unknown(name));
            if (!columns.Contains(field)) columns.Add(field);
        }
        return columns;
    }

    static string Unknown(string name)
    {
        var near = Fields.Nearest(name);
        var hint = near is null ? "`berth fields` lists them." : $"Did you mean '{near}'?";
        return $"berth ls: --columns: no field is named '{Escape.ForTerminal(name)}'. {hint}";
    }
}
