namespace Berth.Probes.Linux.Processes;

/// <summary>
/// The kernel keeps 15 bytes of a name: "chromium-browse", or of a title that a program gave itself, "node /srv/shop/". Where the command
/// line begins with the same words, they stand there whole.
/// </summary>
static class WholeName
{
    const int Longest = 64;

    /// <summary>The name up to the end of the word that was cut, its paths as their last part; the name itself where the command line is another.</summary>
    public static string Of(string name, IReadOnlyList<string> arguments)
    {
        return arguments.Count != 0 && In(name, arguments) is { Length: <= Longest } whole ? whole : name;
    }

    static string? In(string name, IReadOnlyList<string> arguments)
    {
        var program = LastPart(arguments[0]);
        if (program.StartsWith(name, StringComparison.Ordinal)) return FirstWords(program, name.Length);
        var title = string.Join(' ', arguments);
        return title.StartsWith(name, StringComparison.Ordinal) ? FirstWords(title, name.Length) : null;
    }

    static string FirstWords(string title, int atLeast)
    {
        // "node /srv/shop/s.js" is cut behind the space, or within the path: the word that begins there counts too.
        var end = title.IndexOf(' ', atLeast);
        if (end == atLeast && atLeast > 0 && title[atLeast - 1] == ' ') end = title.IndexOf(' ', atLeast + 1);
        return string.Join(' ', (end < 0 ? title : title[..end]).Split(' ').Select(LastPart));
    }

    static string LastPart(string word)
    {
        var trimmed = word.TrimEnd('/');
        return trimmed.Length == 0 ? word : trimmed[(trimmed.LastIndexOf('/') + 1)..];
    }
}
