using Berth.Counterparts;
using Berth.Linux.Bpf;

namespace Berth.Linux.Tests.Bpf;

public sealed class BtfCacheTests : IDisposable
{
    readonly TemporaryFolder folder = new();
    int made;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_line_is_made_once_and_kept_for_its_owner_alone()
    {
        Assert.Equal("42", Line());
        Assert.Equal("42", Line());
        Assert.Equal(1, made);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(Directory.GetFiles(folder.Path))));
    }

    [Fact]
    public void What_is_damaged_or_may_be_somebody_else_s_is_made_again()
    {
        Line();
        var file = Assert.Single(Directory.GetFiles(folder.Path));
        File.WriteAllText(file, "not a number");
        Assert.Equal("42", Line());
        File.WriteAllText(file, "7");
        Assert.Equal("7", Line());
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);
        Assert.Equal("42", Line());
        File.Delete(file);
        File.CreateSymbolicLink(file, folder.At("elsewhere"));
        File.WriteAllText(folder.At("elsewhere"), "7");
        Assert.Equal("42", Line());
    }

    [Fact]
    public void What_the_kernel_does_not_tell_is_a_reason()
    {
        Assert.Null(new BtfCache(folder.Path).Line("x", static _ => true, static _ => null, "it does not tell", out var refusal));
        Assert.Equal("it does not tell", refusal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    string? Line() => new BtfCache(folder.Path).Line("x", static line => int.TryParse(line, out _), btf =>
    {
        made++;
        Assert.True(btf.Length > 100_000);
        return "42";
    }, "it does not tell", out _);
}
