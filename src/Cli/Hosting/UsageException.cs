using Berth.Cli.Rendering;
using Berth.Model.Results;

namespace Berth.Cli.Hosting;

/// <summary>
/// The command line cannot be understood. The message is for the user, whole: what, where and what to do.
/// </summary>
sealed class UsageException(string message) : Exception(message)
{
    /// <param name="command">"berth free".</param>
    public static UsageException Of(string command, Refusal refusal) =>
        new(Escape.ForTerminal($"{command}: {refusal.Reason}.{(refusal.Remedy is { } remedy ? $" {Closed(remedy)}" : "")}"));

    static string Closed(string sentence) => sentence[^1] is '?' or '.' ? sentence : $"{sentence}.";
}
