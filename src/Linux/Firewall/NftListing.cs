using System.Text;
using Berth.Model.Firewall;

namespace Berth.Linux.Firewall;

/// <summary>What `nft -a list ruleset` prints for people: the text of each rule by its handle, and each table as nft loads it again.</summary>
public sealed class NftListing
{
    public const int LongestText = 400;

    readonly Dictionary<(TableFamily, string Table, string Chain, ulong Handle), string> rules = [];
    readonly Dictionary<(TableFamily, string Table), string> tables = [];
    readonly Dictionary<(TableFamily, string Table), string[]> flags = [];

    public string? Text(TableFamily family, string table, string chain, ulong? handle) =>
        handle is { } number && rules.TryGetValue((family, table, chain, number), out var text) ? text : null;

    public string? Table(TableFamily family, string table) => tables.GetValueOrDefault((family, table));

    /// <summary>What follows "flags" in the table itself, empty without; null when the table was not listed.</summary>
    public IReadOnlyList<string>? Flags(TableFamily family, string table) => flags.GetValueOrDefault((family, table));

    public static NftListing Read(string listing)
    {
        var read = new NftListing();
        var table = new StringBuilder();
        (TableFamily Family, string Name)? inTable = null;
        string? inChain = null;
        var rule = "";
        foreach (var line in listing.Split('\n'))
        {
            if (inTable is null)
            {
                var words = line.Split(' ');
                if (words is not ["table", var family, var name, "{", ..] || NftRuleset.Family(family) is not { } known) continue;
                inTable = (known, name);
                read.flags[inTable.Value] = [];
                table.Clear();
            }
            table.Append(line).Append('\n');
            if (line == "}")
            {
                read.tables[inTable.Value] = table.ToString();
                inTable = null;
            }
            else if (line.StartsWith("\tchain ", StringComparison.Ordinal)) inChain = line.Split(' ')[1];
            else if (line.StartsWith("\tflags ", StringComparison.Ordinal)) read.flags[inTable.Value] = line[7..].Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
            else if (line == "\t}") inChain = null;
            else if (inChain is not null) rule = read.Add(inTable.Value, inChain, rule, line.Trim());
        }
        return read;
    }

    // A rule with a long set goes over several lines; the handle ends it.
    string Add((TableFamily Family, string Name) table, string chain, string before, string line)
    {
        var text = before.Length == 0 ? line : $"{before} {line}";
        if (text.StartsWith("type ", StringComparison.Ordinal) && before.Length == 0) return "";
        var at = text.LastIndexOf(" # handle ", StringComparison.Ordinal);
        if (at < 0 || !ulong.TryParse(text.AsSpan(at + 10), out var handle)) return text;
        rules[(table.Family, table.Name, chain, handle)] = at > LongestText ? text[..LongestText] + "..." : text[..at];
        return "";
    }
}
