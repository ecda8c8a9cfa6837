using System.Text.Json;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests;

/// <summary>The built program, as a user runs it. `./test` builds it first; BERTH_PROGRAM names another one.</summary>
static class BerthProgram
{
    public static string Path { get; } = Environment.GetEnvironmentVariable("BERTH_PROGRAM") ?? FindInCheckout();

    public static CommandResult Run(NetworkNamespace where, params IReadOnlyList<string> arguments) => where.Run([Path, .. arguments]);

    /// <summary>As another user, without any capability.</summary>
    public static CommandResult RunAs(int userId, NetworkNamespace where, params IReadOnlyList<string> arguments) => where.Run(
        ["setpriv", $"--reuid={userId}", $"--regid={userId}", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all", Path, .. arguments]);

    /// <summary>The rows of `berth ls --json`, which must succeed.</summary>
    public static IReadOnlyList<JsonElement> Rows(NetworkNamespace where, params IReadOnlyList<string> arguments) =>
        Rows(Run(where, ["ls", "--json", .. arguments]));

    public static IReadOnlyList<JsonElement> Rows(CommandResult result)
    {
        Assert.True(result.ExitCode == 0, $"exit code {result.ExitCode}: {result.Error}");
        using var document = JsonDocument.Parse(result.Output);
        return [.. document.RootElement.GetProperty("rows").EnumerateArray().Select(row => row.Clone())];
    }

    static string FindInCheckout()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
            if (File.Exists(System.IO.Path.Combine(folder, "Berth.slnx"))) return System.IO.Path.Combine(folder, "artifacts", "berth", "berth");
        throw new InvalidOperationException("the checkout was not found: set BERTH_PROGRAM to the program to test");
    }
}
