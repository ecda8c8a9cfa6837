using Berth.Counterparts;
using Berth.EndToEnd.Tests.Audit;

namespace Berth.EndToEnd.Tests.Security;

/// <summary>Servers of an ordinary user run in folders that lie: root's answers about all others stay whole, and nothing is given away.</summary>
public sealed class HostileFolderTests : IDisposable
{
    const int First = 8100;

    readonly House house = new();
    readonly TemporaryFolder folder = new();

    public HostileFolderTests()
    {
        for (var i = 0; i < HostileFolder.All.Count; i++)
            house.Net.StartIn(HostileFolder.Make(folder.Path, i), [.. NetworkNamespace.AsUser(HostileFolder.Owner), Python.Path, "-c", Python.Prelude + $"s = listen('127.0.0.1', {First + i}); ready(); wait()"]);
        house.Net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
    }

    [Fact]
    public void Every_row_is_there_and_the_odd_value_alone_is_missing()
    {
        var rows = BerthProgram.List(house.Net, "--columns", "port,project,branch").Rows;
        Assert.Equal([3000, .. Enumerable.Range(First, HostileFolder.All.Count)], rows.Select(row => row.Json.GetProperty("port").GetInt32()).Order());
    }

    [Theory]
    [InlineData("ls")]
    [InlineData("ls --json --columns all")]
    [InlineData("ls --plain")]
    [InlineData("doctor")]
    [InlineData("audit --no-probe")]
    [InlineData("audit --json --no-probe")]
    public void A_question_about_all_ends_and_gives_nothing_away(string words) => Ask(words.Split(' '));

    [Fact]
    public void A_question_about_each_ends_and_gives_nothing_away()
    {
        for (var i = 0; i < HostileFolder.All.Count; i++)
        {
            Ask(["explain", $"{First + i}"]);
            Ask(["free", $"{First + i}", "--dry-run"]);
        }
    }

    void Ask(IReadOnlyList<string> words)
    {
        var result = house.Run(words);
        var said = result.Output + result.Error;
        Assert.False(said.Contains("unexpected", StringComparison.Ordinal) || result.ExitCode == 134, $"berth {string.Join(' ', words)}: {result.ExitCode}\n{said}");
        Assert.DoesNotContain(HostileFolder.Secret, said, StringComparison.Ordinal);
        Assert.DoesNotContain("\x1b[31m", said, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        house.Dispose();
        folder.Dispose();
    }
}
