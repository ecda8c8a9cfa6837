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

    public void Dispose() => File.Delete(file);
}
