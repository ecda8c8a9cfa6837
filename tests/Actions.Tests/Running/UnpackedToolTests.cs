using Berth.Actions.Running;
using Berth.Counterparts;

namespace Berth.Actions.Tests.Running;

public sealed class UnpackedToolTests : IDisposable
{
    const UnixFileMode AsUnpacked = (UnixFileMode)0b111_100_100;

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(".store/berth/0.1.0", AsUnpacked, 0b111_101_101)]
    [InlineData(".store/berth/0.1.0", (UnixFileMode)0b111_000_000, 0b111_000_000)] // whoever closed it meant it
    [InlineData("bin", AsUnpacked, 0b111_100_100)]
    public void Everybody_may_run_what_a_tool_s_package_unpacked(string below, UnixFileMode before, int after)
    {
        var program = Program(below, "berth", before);
        UnpackedTool.LetOthersRun(Path.GetDirectoryName(program)!, "berth", "berthd");
        Assert.Equal((UnixFileMode)after, File.GetUnixFileMode(program));
    }

    [Fact]
    public void What_belongs_to_another_user_stays_as_it_is()
    {
        var program = Program(".store", "berth", AsUnpacked);
        Command.Must("chown", "65534", program);
        UnpackedTool.LetOthersRun(Path.GetDirectoryName(program)!, "berth");
        Assert.Equal(AsUnpacked, File.GetUnixFileMode(program));
    }

    string Program(string below, string name, UnixFileMode mode)
    {
        var path = folder.At(below, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        File.SetUnixFileMode(path, mode);
        return path;
    }
}
