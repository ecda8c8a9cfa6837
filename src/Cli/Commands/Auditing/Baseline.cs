using System.Text.Json;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;

namespace Berth.Cli.Commands.Auditing;

/// <summary>An earlier `--json` output: what it has already is not new.</summary>
static class Baseline
{
    /// <exception cref="UsageException">There is no such file, or it is none of ours.</exception>
    public static IReadOnlySet<string> Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.GetProperty("findings").EnumerateArray().Select(static finding => finding.GetProperty("fingerprint").GetString() ?? "").ToHashSet();
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new UsageException($"berth: --baseline {Escape.ForTerminal(path)} is not what `berth audit --json` or `berth lint --json` wrote.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"berth: --baseline {Escape.ForTerminal(path)} cannot be read: {Escape.ForTerminal(error.Message)}");
        }
    }
}
