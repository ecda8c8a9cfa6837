using System.Text.Encodings.Web;
using System.Text.Json;
using Berth.Projects.Yaml;

namespace Berth.Projects.Import;

/// <summary>Values as YAML has them; every reader finds the very text.</summary>
static class YamlText
{
    /// <summary>A number, true or false as it is; a text plain where nothing in it could mean something else; a list in [].</summary>
    public static string Of(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        int number => number.ToString(),
        IEnumerable<string> words => $"[{string.Join(", ", words.Select(InList))}]",
        _ => Text(value.ToString()!),
    };

    public static string Text(string text) => IsPlain(text) ? text : Quoted(text);

    /// <summary>One line behind #, whatever is in it.</summary>
    public static string Comment(string text) => $"# {string.Concat(text.Select(static character => char.IsControl(character) || character is '\u2028' or '\u2029' or '\u0085' ? ' ' : character))}".TrimEnd();

    static string InList(string text) => IsPlain(text) && text.IndexOfAny([',', '[', ']', '{', '}', ' ', '\'', '"']) < 0 ? text : Quoted(text);

    // 10s, 500ms.
    static bool IsTime(string text) => char.IsAsciiDigit(text[0]) && text.TrimStart("0123456789".ToCharArray()) is "ms" or "s" or "m" or "h";

    static string Quoted(string text) =>
        text.Any(static character => character == '\'' || char.IsControl(character) || char.IsSurrogate(character) || character > '~')
            ? $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\""
            : $"'{text}'";

    static bool IsPlain(string text)
    {
        if (text.Length == 0 || ScalarKinds.OfPlain(text) != ScalarKind.Text || text[^1] is ' ' or ':') return false;
        // YAML 1.1 readers take these for booleans.
        if (text.ToLowerInvariant() is "yes" or "no" or "on" or "off" or "y" or "n") return false;
        if (IsTime(text)) return true;
        if (text[0] == '-' ? text.Length == 1 || !char.IsAsciiLetter(text[1]) : !char.IsAsciiLetter(text[0]) && text[0] is not ('/' or '.' or '_' or '$')) return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is < ' ' or > '~') return false;
            if (text[i] == ':' && i + 1 < text.Length && text[i + 1] == ' ') return false;
            if (text[i] == '#' && i > 0 && text[i - 1] == ' ') return false;
        }
        return true;
    }
}
