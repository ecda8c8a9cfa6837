using Berth.Linux.Native;

namespace Berth.Linux.Tests;

public sealed class FileUserTests : IDisposable
{
    const uint Nobody = 65534;

    readonly string file = Path.GetTempFileName(); // 0600, root's

    [Fact]
    public void Root_reads_for_a_person_only_what_the_person_may_read()
    {
        File.WriteAllText(file, "secret");
        Assert.Throws<UnauthorizedAccessException>(() => FileUser.Run(Nobody, () => File.ReadAllText(file)));
        Assert.Equal("secret", File.ReadAllText(file)); // and is itself again afterwards
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Assert.Equal("secret", FileUser.Run(Nobody, () => File.ReadAllText(file)));
        Assert.Equal("secret", FileUser.Run(null, () => File.ReadAllText(file)));
    }

    [Fact]
    public void The_groups_are_that_users_too()
    {
        File.WriteAllText(file, "secret"); // root's group may read it
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Throws<UnauthorizedAccessException>(() => FileUser.Run(Nobody, () => File.ReadAllText(file)));
        Assert.Equal("secret", new FileUser(Nobody, Nobody, [0]).Run(() => File.ReadAllText(file)));
        Assert.Throws<UnauthorizedAccessException>(() => new FileUser(Nobody, Nobody, []).Run(() => File.ReadAllText(file)));
    }

    [Fact]
    public void What_is_thrown_while_reading_leaves_us_as_we_were()
    {
        Assert.Throws<InvalidOperationException>(() => FileUser.Run<int>(Nobody, () => throw new InvalidOperationException()));
        File.WriteAllText(file, "secret");
        Assert.Equal("secret", File.ReadAllText(file));
    }

    public void Dispose() => File.Delete(file);
}
