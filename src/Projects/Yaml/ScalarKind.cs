using System.Buffers;
using System.Globalization;

namespace Berth.Projects.Yaml;

/// <summary>What a plain value is by YAML 1.2's core schema; what is quoted is always text.</summary>
[Flags]
public enum ScalarKind
{
    Null = 1,
    Boolean = 2,
    Integer = 4,

    /// <summary>With a point or an exponent.</summary>
    Fraction = 8,
    Text = 16,
    Number = Integer | Fraction,
    Any = Boolean | Number | Text,
}

static class ScalarKinds
{
    static readonly SearchValues<char> ofFraction = SearchValues.Create("0123456789+-.eE");

    public static ScalarKind OfPlain(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Boolean,
        _ when IsInteger(text) => ScalarKind.Integer,
        _ when IsFraction(text) => ScalarKind.Fraction,
        _ => ScalarKind.Text,
    };

    static bool IsInteger(string text)
    {
        var digits = text.AsSpan(text[0] is '+' or '-' ? 1 : 0);
        return digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9');
    }

    static bool IsFraction(string text) =>
        text.Any(char.IsAsciiDigit) && !text.AsSpan().ContainsAnyExcept(ofFraction) && char.IsAsciiDigit(text.TrimStart('+', '-', '.')[0])
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
