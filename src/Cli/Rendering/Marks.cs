using Berth.Model.Knowledge;

namespace Berth.Cli.Rendering;

/// <summary>How a table tells what was not plainly observed, quietly.</summary>
static class Marks
{
    public const string Inferred = "~";
    public const string Hidden = "?";
    public const string Unread = "-";

    /// <summary>A line that explains the marks in use; null when there are none.</summary>
    public static string? Legend(bool inferred, bool hidden) => (inferred, hidden) switch
    {
        (true, true) => $"{Inferred} inferred   {Hidden} hidden   (why: --json)",
        (true, false) => $"{Inferred} inferred   (why: --json)",
        (false, true) => $"{Hidden} hidden   (why: --json)",
        _ => null,
    };

    public static string Mark(string text, How how) => how switch
    {
        How.Inferred when text.Length > 0 => Inferred + text,
        How.Hidden => text.Length > 0 ? text + Hidden : Hidden,
        How.Unread when text.Length == 0 => Unread,
        _ => text,
    };
}
