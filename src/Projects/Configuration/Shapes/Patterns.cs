using System.Text.RegularExpressions;

namespace Berth.Projects.Configuration.Shapes;

static class Patterns
{
    /// <summary>A pattern of JSON Schema: there, $ is the very end; in .NET a last line end may follow it.</summary>
    public static Regex Compile(string pattern) =>
        new(pattern.EndsWith('$') ? $"{pattern[..^1]}\\z" : pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}
