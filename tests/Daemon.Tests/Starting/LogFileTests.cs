using Berth.Counterparts;
using Berth.Daemon.Logging;

namespace Berth.Daemon.Tests.Starting;

public sealed class LogFileTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_long_log_becomes_the_one_before_and_no_line_is_lost()
    {
        var path = folder.At("berthd.log");
        using (var log = new LogFile(path, most: 100, takesOutputs: false))
            for (var i = 0; i < 15; i++) log.Write($"line {i,2}.");
        Assert.Equal([.. Enumerable.Range(0, 15).Select(i => $"line {i,2}.")], [.. File.ReadAllLines(path + ".1"), .. File.ReadAllLines(path)]);
        Assert.True(new FileInfo(path + ".1").Length <= 100);
        foreach (var file in new[] { path, path + ".1" }) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_log_is_continued()
    {
        var path = folder.At("berthd.log");
        using (var log = new LogFile(path, 1000, takesOutputs: false)) log.Write("before");
        using (var log = new LogFile(path, 1000, takesOutputs: false)) log.Write("after");
        Assert.Equal(["before", "after"], File.ReadAllLines(path));
    }
}
