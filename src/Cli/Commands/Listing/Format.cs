using Berth.Cli.Hosting;

namespace Berth.Cli.Commands.Listing;

/// <summary>How rows are written.</summary>
enum Format : byte
{
    Table,
    Json,
    JsonLines,
    Csv,
    Plain,
}

static class Formats
{
    /// <exception cref="UsageException">More than one was asked for.</exception>
    public static Format One(bool json, bool jsonLines, bool csv, bool plain)
    {
        var asked = (json ? 1 : 0) + (jsonLines ? 1 : 0) + (csv ? 1 : 0) + (plain ? 1 : 0);
        if (asked > 1) throw new UsageException("berth ls: --json, --jsonl, --csv and --plain exclude one another. Choose one.");
        return json ? Format.Json : jsonLines ? Format.JsonLines : csv ? Format.Csv : plain ? Format.Plain : Format.Table;
    }
}
