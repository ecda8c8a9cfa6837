namespace Berth.Architecture.Tests;

/// <summary>
/// A line is read at a glance: 140 columns at most (.editorconfig). Files that were wider before this was held are listed in wide-files.txt, by project
/// and name, so that a move within the project changes nothing. The list only shrinks, except by a table of data that says why it is one.
/// </summary>
public class WidthTests
{
    const int Widest = 140;

    static readonly IReadOnlyList<Entry> entries = [.. File.ReadLines(ListPath).Where(line => line.Length > 0 && line[0] != '#').Select(Entry.Parse)];

    static string ListPath => Path.Combine(Checkout.Root, "tests", "Architecture.Tests", "wide-files.txt");

    [Fact]
    public void No_further_file_has_wide_lines()
    {
        var listed = entries.Select(entry => entry.File).ToHashSet();
        var others = WideFiles().Where(wide => !listed.Contains(wide.File)).ToList();
        Assert.True(others.Count == 0, $"Lines above {Widest} columns: break them. {string.Join(", ", others.Select(wide => $"{wide.Path}:{wide.Line}"))}");
    }

    [Fact]
    public void A_file_that_is_narrow_by_now_has_left_the_list()
    {
        var wide = WideFiles().Select(found => found.File).ToHashSet();
        var stale = entries.Where(entry => !wide.Contains(entry.File)).Select(entry => entry.File).ToList();
        Assert.True(stale.Count == 0, $"Take these lines out of tests/Architecture.Tests/wide-files.txt, all of it is narrow by now: {string.Join(", ", stale)}");
    }

    [Fact]
    public void The_list_does_not_grow()
    {
        // Lower it when the list has become shorter.
        const int most = 983;
        var old = entries.Count(entry => entry.Reason.Length == 0);
        Assert.True(old <= most, $"wide-files.txt names {old} files without a reason, and there were {most}: break the lines of the new ones");
    }

    [Fact]
    public void The_list_is_in_order_and_names_each_file_once()
    {
        var files = entries.Select(entry => entry.File).ToList();
        Assert.Equal(files.Distinct().Order(StringComparer.Ordinal), files);
    }

    static IEnumerable<WideFile> WideFiles()
    {
        foreach (var kind in (string[])["src", "tests"])
            foreach (var project in Directory.EnumerateDirectories(Path.Combine(Checkout.Root, kind)))
                foreach (var path in Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories))
                {
                    var line = FirstWideLine(path);
                    if (line > 0) yield return new WideFile($"{kind}/{Path.GetFileName(project)} {Path.GetFileName(path)}", Path.GetRelativePath(Checkout.Root, path), line);
                }
    }

    // Counted from 1; 0 when there is none.
    static int FirstWideLine(string path)
    {
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length > Widest) return number;
        }
        return 0;
    }

    sealed record WideFile(string File, string Path, int Line);

    /// <summary>"src/Engine Words.cs", or "src/Engine Words.cs: a table, a row a line".</summary>
    sealed record Entry(string File, string Reason)
    {
        public static Entry Parse(string line)
        {
            var parts = line.Split(": ", 2);
            return new Entry(parts[0], parts.Length > 1 ? parts[1] : "");
        }
    }
}
