using System.Text.RegularExpressions;

namespace Berth.Projects.Repository;

/// <summary>Variables in a value, as a shell and compose fill them in: $NAME, ${NAME}, ${NAME:-default}, ${NAME-default}.</summary>
static partial class VariableText
{
    /// <param name="values">What is set; a name that is not there is empty, or its default.</param>
    public static string Filled(string text, IReadOnlyDictionary<string, string>? values = null) => !text.Contains('$') ? text : Variable().Replace(text, match =>
    {
        var (name, operation, word) = (Name(match), match.Groups["op"].Value, match.Groups["word"].Value);
        var value = values?.GetValueOrDefault(name);
        var isSet = value is not null && !(operation.StartsWith(':') && value.Length == 0);
        return operation.TrimStart(':') == "+" ? (isSet ? word : "") : isSet ? value! : operation.TrimStart(':') == "-" ? word : "";
    });

    /// <summary>The variable that a value is and that has no default: PORT of $PORT; null for every other text.</summary>
    public static string? Only(string text) =>
        Variable().Match(text) is { Success: true } match && match.Length == text.Length && match.Groups["op"].Value.TrimStart(':') is not "-" ? Name(match) : null;

    static string Name(Match match) => match.Groups["name"] is { Success: true } braced ? braced.Value : match.Groups["plain"].Value;

    [GeneratedRegex(@"\$(?:\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?:(?<op>:?[-?+])(?<word>[^}]*))?\}|(?<plain>[A-Za-z_][A-Za-z0-9_]*))", RegexOptions.None, 1000)]
    private static partial Regex Variable();
}
