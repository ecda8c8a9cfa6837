using System.Text;
using Berth.Model.Services;

namespace Berth.Engine.Services;

/// <summary>
/// Files of NAME=value lines: comments, `export`, values in '...' (as they are) and "..." (\n, \r, \t, \", \\, \$), both over several
/// lines. Nothing is filled into values.
/// </summary>
public static class DotEnvText
{
    /// <param name="path">As it is named in problems, which never hold values.</param>
    public static IReadOnlyList<EnvironmentEntry> Read(string path, string text, List<string> problems)
    {
        var entries = new List<EnvironmentEntry>();
        text = text.TrimStart('\ufeff').Replace("\r\n", "\n", StringComparison.Ordinal);
        for (int at = 0, line = 1; at < text.Length;)
        {
            var begin = at;
            if (One(text, ref at, out var problem) is { } entry) entries.Add(entry);
            if (problem is not null) problems.Add($"{path}:{line}: {problem}");
            line += text.AsSpan(begin, at - begin).Count('\n');
        }
        return entries;
    }

    // Reads one line, or more when a quote is open; moves behind it.
    static EnvironmentEntry? One(string text, ref int at, out string? problem)
    {
        problem = null;
        var end = LineEnd(text, at);
        var line = text[at..end].Trim();
        var isExport = line.StartsWith("export", StringComparison.Ordinal) && line.Length > 6 && char.IsWhiteSpace(line[6]);
        var equals = text.IndexOf('=', at, end - at);
        if (line.Length == 0 || line[0] == '#' || (equals < 0 && isExport))
        {
            at = Math.Min(end + 1, text.Length);
            return null;
        }
        var name = equals < 0 ? "" : text[at..equals].Trim();
        if (isExport) name = name[6..].Trim();
        var value = equals + 1;
        while (value < end && text[value] is ' ' or '\t') value++;
        at = Math.Min(end + 1, text.Length);
        if (name.Length == 0 || !IsName(name))
        {
            problem = "is no NAME=value line";
            return null;
        }
        if (equals < 0 || value >= end) return new EnvironmentEntry(name, "");
        if (text[value] is not ('"' or '\'')) return new EnvironmentEntry(name, Plain(text[value..end]));
        var quoted = new StringBuilder();
        var close = Quoted(text, value, quoted);
        if (close < 0)
        {
            problem = $"the quote of {name} is not closed";
            return null;
        }
        end = LineEnd(text, close);
        at = Math.Min(end + 1, text.Length);
        var rest = text[(close + 1)..end].Trim();
        if (rest.Length == 0 || rest[0] == '#') return new EnvironmentEntry(name, quoted.ToString());
        problem = $"there is more behind the closing quote of {name}";
        return null;
    }

    static string Plain(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (text[i] == '#' && (i == 0 || char.IsWhiteSpace(text[i - 1]))) return text[..i].Trim();
        return text.Trim();
    }

    // Where the quote closes; -1 when it does not.
    static int Quoted(string text, int open, StringBuilder value)
    {
        var quote = text[open];
        for (var i = open + 1; i < text.Length; i++)
        {
            if (text[i] == quote) return i;
            if (quote == '"' && text[i] == '\\' && i + 1 < text.Length)
            {
                var next = text[++i];
                value.Append(next switch { 'n' => "\n", 'r' => "\r", 't' => "\t", '"' or '\\' or '$' or '`' => next.ToString(), _ => $"\\{next}" });
            }
            else value.Append(text[i]);
        }
        return -1;
    }

    static int LineEnd(string text, int at) => text.IndexOf('\n', at) is var end and >= 0 ? end : text.Length;

    static bool IsName(string name) => !char.IsAsciiDigit(name[0]) && name.All(static character => char.IsAsciiLetterOrDigit(character) || character == '_');

    /// <summary>One NAME=value line per entry, quoted so that usual readers, this one too, find the very value.</summary>
    public static string Write(IEnumerable<EnvironmentEntry> entries)
    {
        var text = new StringBuilder();
        foreach (var entry in entries) text.Append(entry.Name).Append('=').Append(Quoted(entry.Value)).Append('\n');
        return text.ToString();
    }

    static string Quoted(string value)
    {
        if (ShellText.IsPlain(value)) return value;
        // In '...' every reader takes it as it is.
        if (!value.AsSpan().ContainsAny('\'', '\r')) return $"'{value}'";
        var text = new StringBuilder("\"");
        foreach (var character in value)
            text.Append(character switch { '\n' => "\\n", '\r' => "\\r", '"' or '\\' or '$' or '`' => $"\\{character}", _ => character.ToString() });
        return text.Append('"').ToString();
    }
}
