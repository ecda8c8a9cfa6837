using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Setup;

/// <summary>`berth init` in a folder that has nothing but a server that runs there.</summary>
public class InitTests
{
    [Fact]
    public void What_runs_in_the_folder_is_written_down()
    {
        using var net = new NetworkNamespace();
        using var folder = new TemporaryFolder();
        using var elsewhere = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("api"));
        string[] Serve(int port) => [Python.Path, "-c", $"{Python.Prelude}s = listen('127.0.0.1', {port})\nready()\nwait()"];
        using var here = net.StartIn(folder.At("api"), Serve(3000));
        using var other = net.StartIn(elsewhere.Path, Serve(4000));

        var result = net.RunWith([BerthProgram.Path, "init", "--print"], folder: folder.Path);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("dir: api", result.Output, StringComparison.Ordinal);
        Assert.Contains("port: 3000", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("4000", result.Output, StringComparison.Ordinal);
    }
}
