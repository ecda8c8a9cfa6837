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
        return (ModeStep)Assert.Single(StepsOf.Mode(Key, OwnersOnly));
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
        Assert.Contains("false failed: exit code 1", result.Problem, StringComparison.Ordinal);
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
    public void A_link_that_came_in_between_is_not_followed()
    {
        var step = CloseKey();
        File.Move(Key, folder.At("moved.key"));
        File.CreateSymbolicLink(Key, folder.At("moved.key"));
        Assert.Contains("leads through a link now", book.Apply(Of(step)).Problem, StringComparison.Ordinal);
        Assert.Equal(OwnersOnly | UnixFileMode.OtherRead, File.GetUnixFileMode(folder.At("moved.key")));
    }

    [Fact]
    public void The_path_of_a_link_is_the_path_of_its_file()
    {
        CloseKey();
        File.CreateSymbolicLink(folder.At("link.key"), Key);
        Assert.Equal(Key, Assert.IsType<ModeStep>(Assert.Single(StepsOf.Mode(folder.At("link.key"), OwnersOnly))).Path);
    }

    [Theory]
    [InlineData("folder")] // a folder above it leads somewhere else now
    [InlineData("file")] // another file of the same owner and permissions has its name now
    [InlineData("owner")]
    public void Another_file_in_its_place_is_never_opened_to_others(string what)
    {
        Directory.CreateDirectory(folder.At("keys"));
        Directory.CreateDirectory(folder.At("victim"));
        foreach (var inner in (ReadOnlySpan<string>)["keys", "victim"])
        {
            File.WriteAllText(folder.At(inner, "server.key"), inner);
            File.SetUnixFileMode(folder.At(inner, "server.key"), inner == "keys" ? OwnersOnly | UnixFileMode.OtherRead : OwnersOnly);
        }
        Assert.True(book.Apply(Of([.. StepsOf.Mode(folder.At("keys", "server.key"), OwnersOnly)])).IsDone);
        if (what == "folder")
        {
            Directory.Move(folder.At("keys"), folder.At("keys0"));
            Directory.CreateSymbolicLink(folder.At("keys"), folder.At("victim"));
        }
        else if (what == "file") File.Move(folder.At("victim", "server.key"), folder.At("keys", "server.key"), overwrite: true);
        else Command.Must("chown", "65534", folder.At("keys", "server.key"));
        Assert.False(book.Undo(Assert.Single(book.All)).IsDone);
        Assert.Equal(OwnersOnly, File.GetUnixFileMode(folder.At("keys", "server.key")));
    }

    [Fact]
    public void Undo_files_in_a_folder_that_is_not_ours_alone_are_not_carried_out()
    {
        Assert.True(book.Apply(Of(CloseKey())).IsDone);
        Assert.Single(book.All);
        Command.Must("chown", "65534", folder.At("undo"));
        Assert.Empty(book.All);
        Assert.Contains("belongs to another user", book.Apply(Of(CloseKey())).Problem, StringComparison.Ordinal);
        Command.Must("chown", "0", folder.At("undo"));
        Command.Must("chown", "65534", Assert.Single(Directory.GetFiles(folder.At("undo"), "*.json")));
        Assert.Empty(book.All);
    }

    [Fact]
    public void All_that_it_leaves_is_the_users_alone()
    {
        var deep = new ChangeBook(folder.At("state", "berth", "undo"));
        Assert.True(deep.Apply(Of(CloseKey())).IsDone);
        foreach (var path in Directory.EnumerateFileSystemEntries(folder.At("state"), "*", SearchOption.AllDirectories).Append(folder.At("state")))
            Assert.Equal((path, 0), (path, (int)File.GetUnixFileMode(path) & 0b111_111));
    }

    [Fact]
    public void A_diff_shows_what_goes_and_what_comes()
    {
        Assert.Equal(["/etc/x", "- b = 2", "+ b = 3"], new FileStep("/etc/x", "a = 1\nb = 2\n", "a = 1\nb = 3\n").Diff);
        Assert.Equal(["/k", "- mode 644", "+ mode 600"], new ModeStep("/k", (UnixFileMode)0b110_100_100, OwnersOnly, 1, 2, 0).Diff);
    }

    string Setting(string value)
    {
        File.WriteAllText(folder.At("setting"), $"{value}\n");
        return folder.At("setting");
    }

    public void Dispose() => folder.Dispose();
}
