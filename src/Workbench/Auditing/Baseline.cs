using System.Text.Json;
using Berth.Model.Results;

namespace Berth.Workbench.Auditing;

/// <summary>An earlier `--json` output: what it has already is not new.</summary>
public static class Baseline
{
    const int MostBytes = 64 * 1024 * 1024;

    /// <returns>The fingerprints; or why there are none: no such file, or it is none of ours.</returns>
    public static Result<IReadOnlySet<string>> Read(string path)
    {
        try
        {
            // A word of the person's own: it may be a pipe, as `<(git show ...)` is.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
            var bytes = new byte[MostBytes];
            var length = file.ReadAtLeast(bytes, MostBytes, throwOnEndOfStream: false);
            if (length == MostBytes) return new Refusal($"--baseline {path} is longer than {MostBytes / 1024 / 1024} MB");
            using var document = JsonDocument.Parse(bytes.AsMemory(0, length));
            return document.RootElement.GetProperty("findings").EnumerateArray()
                .Select(static finding => finding.GetProperty("fingerprint").GetString() ?? "")
                .ToHashSet();
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new Refusal($"--baseline {path} is not what `berth audit --json` or `berth lint --json` wrote");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Refusal($"--baseline {path} cannot be read: {error.Message.TrimEnd('.')}");
        }
    }
}
