using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration;

/// <param name="Line">From 1.</param>
/// <param name="Column">Of the command, from 1.</param>
sealed record ProcfileLine(string Name, string Command, int Line, int Column)
{
    /// <summary>$PORT, ${PORT}, ${PORT:-3000}; not $PORTAL.</summary>
    public bool SpeaksOfPort => SpeaksOf(Command);

    public static bool SpeaksOf(string command)
    {
        for (var at = command.IndexOf("PORT", StringComparison.Ordinal); at >= 0; at = command.IndexOf("PORT", at + 1, StringComparison.Ordinal))
        {
            var end = at + "PORT".Length;
            if (at > 0 && command[at - 1] is '$' or '{' && (end == command.Length || !(char.IsAsciiLetterOrDigit(command[end]) || command[end] == '_'))) return true;
        }
        return false;
    }
}

/// <summary>The `name: command` lines of a Procfile, each name once.</summary>
static class ProcfileLines
{
    /// <param name="path">As it is named in problems.</param>
    public static IReadOnlyList<ProcfileLine> Parse(string path, string text, List<YamlProblem> problems)
    {
        var lines = new List<ProcfileLine>();
        var known = new Dictionary<string, int>();
        var number = 0;
        foreach (var raw in text.TrimStart('\ufeff').Split('\n'))
        {
            number++;
            if (raw.Trim() is { Length: 0 } or ['#', ..]) continue;
            var colon = raw.IndexOf(':');
            var name = colon < 0 ? "" : raw[..colon].Trim();
            var command = raw[(colon + 1)..].Trim();
            if (name.Length == 0 || command.Length == 0 || name.Any(char.IsWhiteSpace)) problems.Add(new YamlProblem(path, number, 1, "is no `name: command` line"));
            else if (!known.TryAdd(name, number)) problems.Add(new YamlProblem(path, number, 1, $"`{Excerpt.Of(name)}` stands here twice; the first one is on line {known[name]}"));
            else lines.Add(new ProcfileLine(name, command, number, raw.IndexOf(command, colon + 1, StringComparison.Ordinal) + 1));
        }
        return lines;
    }
}
