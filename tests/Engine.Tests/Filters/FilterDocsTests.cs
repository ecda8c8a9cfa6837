using System.Text.RegularExpressions;
using Berth.Engine.Filters;
using Berth.Worlds;

namespace Berth.Engine.Tests.Filters;

/// <summary>Every filter that the docs show is one.</summary>
public partial class FilterDocsTests
{
    // "berth ls --probe speaks_login=none "reach>=lan"`", up to the end of the code, a pipe or the border of a table's cell, or the
    // explanation beside it.
    [GeneratedRegex(@"berth (?:ls|free) (?<words>[^`\n]*?)(?:  |\||`|\n|#|$)", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex("""'[^']*'|"[^"]*"|\S+""")]
    private static partial Regex Word();

    public static TheoryData<string> Shown()
    {
        var shown = new TheoryData<string>();
        var root = GeneratedPage.Root();
        foreach (var page in Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md").Append(Path.Combine(root, "README.md")))
            foreach (Match command in Command().Matches(File.ReadAllText(page)))
                if (Words(command.Groups["words"].Value) is { Length: > 0 } words) shown.Add(words);
        return shown;
    }

    // Without options, their values, paths and what is a placeholder.
    static string Words(string typed)
    {
        var words = new List<string>();
        var isValue = false;
        foreach (Match match in Word().Matches(typed))
        {
            var word = match.Value.Trim('\'', '"');
            if (isValue) isValue = false;
            else if (word.StartsWith('-')) isValue = word is "--columns" or "--sort" or "--via" or "--netns" or "--grace";
            else if (word is not (['/', ..] or ['|', ..] or "PORT" or "NAME")) words.Add(word);
        }
        return string.Join(' ', words);
    }

    [Theory, MemberData(nameof(Shown))]
    public void Can_be_read(string filter) => Assert.True(FilterParser.Parse(filter).Succeeded(out _, out var error), error?.Message);
}
