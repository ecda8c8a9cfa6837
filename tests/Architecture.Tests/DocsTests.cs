using System.Globalization;
using System.Text.RegularExpressions;

namespace Berth.Architecture.Tests;

/// <summary>What is printed in the documents is of no machine in particular, and the numbers in them are those of the code.</summary>
public partial class DocsTests
{
    const int Interrupted = 130; // the shell's number for SIGINT, which no constant of ours is

    [Fact]
    public void Samples_name_no_folder_for_temporary_files_no_home_and_no_machine()
    {
        // A name of two or three letters may be a word.
        var name = Environment.MachineName;
        var machine = name is { Length: > 3 } and not "localhost" ? new Regex($@"\b{Regex.Escape(name)}\b") : null;
        foreach (var path in Documents())
        {
            var number = 0;
            foreach (var line in File.ReadLines(path))
            {
                number++;
                var found = Own().Match(line) is { Success: true } own ? own : machine?.Match(line);
                var where = $"{Path.GetRelativePath(Checkout.Root, path)}:{number}";
                Assert.False(found is { Success: true }, $"{where} was made on some machine: {found?.Value}");
            }
        }
    }

    [Fact]
    public void Every_exit_code_is_documented_and_no_other()
    {
        var source = File.ReadAllText(Path.Combine(Checkout.Root, "src", "Cli", "Hosting", "ExitCode.cs"));
        var table = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "specs", "exit-codes.md"));
        Assert.Equal([.. Numbers(Constant().Matches(source)), Interrupted], Numbers(Row().Matches(table)));
    }

    static IEnumerable<int> Numbers(MatchCollection found) =>
        found.Select(static one => int.Parse(one.Groups[1].Value, CultureInfo.InvariantCulture));

    static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(Checkout.Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(Checkout.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Path.Combine(Checkout.Root, "examples"), "*.md", SearchOption.AllDirectories));

    // "/tmp" by itself is spoken of; a file below it, or a home but for ada's and mine, was there. /tmp/jit is for the reader to make.
    [GeneratedRegex(@"/tmp/(?!jit\b)[\w.-]+|/root/[\w.-]+|/home/(?!ada\b|me\b)[\w.-]+")]
    private static partial Regex Own();

    [GeneratedRegex(@"public const int \w+ = (\d+);")]
    private static partial Regex Constant();

    [GeneratedRegex(@"^\| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
