using Berth.Counterparts;
using Berth.EndToEnd.Tests.Services;

namespace Berth.EndToEnd.Tests.Security;

/// <summary>Files of another user up the tree, or beside ours, are not obeyed until their folder is trusted.</summary>
public sealed class TrustTests : IDisposable
{
    const int Stranger = 65534;

    readonly Yard yard = new();

    [Theory]
    [InlineData("berth.yaml", "services: {evil: {run: sh -c 'id > ran; sleep 100'}}\n")]
    [InlineData("Procfile", "evil: id > ran; sleep 100\n")]
    public void A_file_of_a_stranger_above_us_starts_nothing(string file, string text)
    {
        var shared = yard.Project(text, file);
        Command.Must("chmod", "1777", shared);
        Command.Must("chown", $"{Stranger}", Path.Combine(shared, file));
        var mine = Directory.CreateDirectory(Path.Combine(shared, "admin", "work")).FullName;
        foreach (var words in (IReadOnlyList<string>[])[["up", "-d"], ["env"], ["exec", "--", "true"]])
        {
            var refused = yard.Berth(mine, words);
            Assert.True(refused.ExitCode == 2, $"{words[0]}: {refused.ExitCode} {refused.Error}");
            Assert.Contains($"{Path.Combine(shared, file)}:1:1: belongs to another user (uid {Stranger})", refused.Error, StringComparison.Ordinal);
            Assert.Contains($"berth trust {shared}", refused.Error, StringComparison.Ordinal);
        }
        Assert.False(File.Exists(Path.Combine(shared, "ran")));

        yard.Must(mine, "trust", shared);
        Assert.Equal($"{shared}\n", yard.Must(mine, "trust").Output);
        yard.Must(mine, "up", "-d");
        Eventually.True(() => File.Exists(Path.Combine(shared, "ran")), "the trusted file is obeyed");
        yard.Must(mine, "down");
        yard.Must(mine, "trust", "--forget", shared);
        Assert.Equal(2, yard.Berth(mine, "up", "-d").ExitCode);
    }

    [Theory]
    [InlineData("berth.local.yaml", "services: {web: {run: sh -c 'id > ran; sleep 100'}}\n")]
    [InlineData(".env", "LD_PRELOAD=/tmp/evil.so\n")]
    public void A_file_of_a_stranger_beside_ours_is_not_obeyed(string file, string text)
    {
        var folder = yard.Project("env_files: .env\nservices: {web: {run: sleep 100}}\n");
        File.WriteAllText(Path.Combine(folder, file), text);
        Command.Must("chown", $"{Stranger}", Path.Combine(folder, file));
        var refused = yard.Berth(folder, "up", "-d");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("belongs to another user", refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "ran")));
    }

    [Fact]
    public void A_folder_of_a_stranger_is_not_ours_with_a_file_of_ours_in_it()
    {
        var folder = yard.Project("services: {web: {run: sleep 100}}\n");
        Command.Must("chown", $"{Stranger}", folder);
        Assert.Contains("which belongs to another user", yard.Berth(folder, "up", "-d").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_trusted_folders_that_is_a_strangers_is_none()
    {
        var folder = yard.Project("services: {web: {run: sleep 100}}\n");
        Command.Must("chown", $"{Stranger}", Path.Combine(folder, "berth.yaml"));
        yard.Must(folder, "trust", ".");
        Command.Must("chown", $"{Stranger}", yard.Place.Configuration("trusted"));
        Assert.Equal(2, yard.Berth(folder, "up", "-d").ExitCode);
    }

    public void Dispose() => yard.Dispose();
}
