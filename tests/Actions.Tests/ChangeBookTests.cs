using Berth.Actions.Changes;
using Berth.Counterparts;

namespace Berth.Actions.Tests;

public sealed class ChangeBookTests : IDisposable
{
    static readonly DateTimeOffset now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    readonly TemporaryFolder folder = new();
    readonly ChangeBook book;

    public ChangeBookTests() => book = new ChangeBook(folder.At("undo"));

    string Key => folder.At("dev.key");

    ModeStep CloseKey()
    {
        File.WriteAllText(Key, "secret");
        File.SetUnixFileMode(Key, OwnersOnly | UnixFileMode.OtherRead);
        return new ModeStep(Key, OwnersOnly | UnixFileMode.OtherRead, OwnersOnly);
    }

    static Change Of(params ChangeStep[] steps) => new("5f0c2a91b7d3e846", "a title", now, false, steps);

    [Fact]
    public void A_change_is_made_and_taken_back()
    {
        var steps = new ChangeStep[] { CloseKey(), new FileStep(folder.At("60-berth.conf"), null, "a = 1\n"), new SettingStep(Setting("0"), "0", "1") };
        Assert.True(book.Apply(Of(steps)).IsDone);
        Assert.Equal(OwnersOnly, File.GetUnixFileMode(Key));
        Assert.Equal("a = 1\n", File.ReadAllText(folder.At("60-berth.conf")));
        Assert.Equal("1", File.ReadAllText(folder.At("setting")).Trim());

        Assert.True(new ChangeBook(folder.At("undo")).Undo(Assert.Single(book.All)).IsDone);
        Assert.Equal(OwnersOnly | UnixFileMode.OtherRead, File.GetUnixFileMode(Key));
        Assert.False(File.Exists(folder.At("60-berth.conf")));
        Assert.Equal("0", File.ReadAllText(folder.At("setting")).Trim());
        Assert.Empty(book.All);
    }

    [Fact]
    public void What_is_needed_to_take_it_back_is_the_users_alone()
    {
        book.Apply(Of(CloseKey()));
        var file = Assert.Single(Directory.GetFiles(folder.At("undo"), "*.json"));
        Assert.Equal(OwnersOnly, File.GetUnixFileMode(file));
        Assert.Equal(OwnersOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.At("undo")));
    }

    [Fact]
    public void When_a_step_fails_those_before_it_are_taken_back()
    {
        var result = book.Apply(Of(CloseKey(), new ProgramStep("/bin/false", [], null, [])));
        Assert.Contains("/bin/false failed (1)", result.Problem, StringComparison.Ordinal);
        Assert.Equal(OwnersOnly | UnixFileMode.OtherRead, File.GetUnixFileMode(Key));
        Assert.Empty(book.All);
    }

    [Fact]
    public void What_somebody_else_changed_since_is_left_alone()
    {
        book.Apply(Of(new FileStep(folder.At("60-berth.conf"), null, "a = 1\n")));
        File.AppendAllText(folder.At("60-berth.conf"), "b = 2\n");
        Assert.Contains("changed by somebody else", book.Undo(Assert.Single(book.All)).Problem, StringComparison.Ordinal);
        Assert.Equal("a = 1\nb = 2\n", File.ReadAllText(folder.At("60-berth.conf")));
        Assert.Single(book.All);
    }

    [Fact]
    public void A_change_that_a_crash_kept_from_being_made_is_taken_back_without_harm()
    {
        book.Apply(Of(CloseKey()));
        File.SetUnixFileMode(Key, OwnersOnly | UnixFileMode.OtherRead);
        Assert.True(book.Undo(Assert.Single(book.All)).IsDone);
        Assert.Empty(book.All);
    }

    [Fact]
    public void The_same_change_is_not_made_twice()
    {
        book.Apply(Of(CloseKey()));
        Assert.Contains("take that back first", book.Apply(Of(CloseKey())).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_is_not_followed()
    {
        CloseKey();
        File.CreateSymbolicLink(folder.At("link.key"), Key);
        var result = book.Apply(Of(new ModeStep(folder.At("link.key"), OwnersOnly | UnixFileMode.OtherRead, OwnersOnly)));
        Assert.Contains("is a link now", result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_diff_shows_what_goes_and_what_comes()
    {
        Assert.Equal(["/etc/x", "- b = 2", "+ b = 3"], new FileStep("/etc/x", "a = 1\nb = 2\n", "a = 1\nb = 3\n").Diff);
        Assert.Equal(["/k", "- mode 644", "+ mode 600"], new ModeStep("/k", (UnixFileMode)0b110_100_100, OwnersOnly).Diff);
    }

    string Setting(string value)
    {
        File.WriteAllText(folder.At("setting"), $"{value}\n");
        return folder.At("setting");
    }

    public void Dispose() => folder.Dispose();
}
