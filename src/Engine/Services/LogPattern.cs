using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Berth.Engine.Services;

/// <summary>The regular expression of `ready: {log: ...}`: without backtracking, so that no line of a service can keep it busy.</summary>
public static class LogPattern
{
    public static bool TryRead(string text, [NotNullWhen(true)] out Regex? pattern, [NotNullWhen(false)] out string? problem)
    {
        (pattern, problem) = (null, null);
        try
        {
            pattern = new Regex(text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
            return true;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            problem = error is NotSupportedException ? "lookarounds, backreferences and atomic groups are not taken here" : error.Message.TrimEnd('.');
            return false;
        }
    }
}
