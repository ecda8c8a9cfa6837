using System.CommandLine;
using System.Text;
using Berth.Cli.Commands;
using Berth.Cli.Startup;

namespace Berth.Cli.Tests.Commands;

/// <summary>Every command line of README and docs is one that the program takes.</summary>
public class DocumentedCommandTests
{
    public static TheoryData<string, string> Lines
    {
        get
        {
            var lines = new TheoryData<string, string>();
            foreach (var page in Pages())
                foreach (var line in Commands(File.ReadLines(page)).Distinct()) lines.Add(Path.GetRelativePath(Root, page), line);
            return lines;
        }
    }

    [Fact]
    public void There_are_many() => Assert.InRange(Lines.Count, 100, 1000);

    [Theory, MemberData(nameof(Lines))]
    public void A_documented_command_is_understood(string page, string line)
    {
        var words = Route.Of(Words(line));
        if (words is ["--help" or "--version" or "-V", ..]) return;
        var create = CommandTable.All.ToArray().FirstOrDefault(command => command.Name == words[0]).Create;
        Assert.True(create is not null, $"{page}: there is no command {words[0]} in `{line}`");
        var nowhere = new Berth.Cli.Hosting.CommandContext { Out = null!, Error = null!, Terminal = default!, Machine = null!, Directory = null };
        var parsed = new RootCommand { create(nowhere) }.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        // In a sentence a command may stand for itself, without what it needs.
        var wrong = parsed.Errors.Where(error => !error.Message.StartsWith("Required ", StringComparison.Ordinal)).ToArray();
        Assert.True(wrong.Length == 0, $"{page}: `{line}`: {string.Join("; ", wrong.Select(error => error.Message))}");
    }

    static string Root { get; } = FindRoot();

    static IEnumerable<string> Pages() => [Path.Combine(Root, "README.md"), .. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories).Order()];

    // In blocks of code, with or without a prompt, and between single backticks; what has an ellipsis or [options] is a pattern.
    static IEnumerable<string> Commands(IEnumerable<string> lines)
    {
        var isCode = false;
        foreach (var line in lines)
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal)) isCode = !isCode;
            string[] parts = isCode ? line.Split("&&") : [.. line.Split('`').Where((_, i) => i % 2 == 1)];
            foreach (var part in parts)
            {
                var text = part.Trim();
                if (text.StartsWith("$ ", StringComparison.Ordinal)) text = text[2..];
                if (text.StartsWith("sudo ", StringComparison.Ordinal)) text = text[5..];
                if (text.StartsWith("./berth", StringComparison.Ordinal)) text = text[2..];
                if (text == "berth" || text.StartsWith("berth ", StringComparison.Ordinal) && !text.Contains("...", StringComparison.Ordinal) && !text.Contains('[')) yield return text;
            }
        }
    }

    // As a shell splits them, up to a comment, a pipe, a redirection or two spaces of a table.
    static string[] Words(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        char quote = '\0';
        var isBegun = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quote != '\0')
            {
                if (c == quote) quote = '\0';
                else word.Append(c);
            }
            else if (c is '\'' or '"') (quote, isBegun) = (c, true);
            else if (c is '#' or '|' or '>' or '<' or ';' or '&' && !isBegun) break;
            else if (c != ' ') (_, isBegun) = (word.Append(c), true);
            else
            {
                if (isBegun) words.Add(word.ToString());
                word.Clear();
                isBegun = false;
                if (i + 1 < line.Length && line[i + 1] == ' ') break;
            }
        }
        if (isBegun) words.Add(word.ToString());
        return [.. words.Skip(1)];
    }

    static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Berth.slnx"))) return folder;
        throw new InvalidOperationException("this test runs from a build inside the checkout");
    }
}
