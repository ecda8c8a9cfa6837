using Berth.Counterparts;
using Berth.Model.Services;

namespace Berth.Supervision.Tests.Running;

public sealed class WatchTests : IAsyncDisposable
{
    readonly Bench bench = new();

    [Fact]
    public async Task A_change_of_a_watched_file_starts_it_again_and_of_another_one_does_not()
    {
        Directory.CreateDirectory(Path.Combine(bench.Folder, "src", "node_modules"));
        var service = Bench.Python("a", "import os, signal\nos.write(1, b'%d\\n' % os.getpid())\nsignal.pause()") with { Directory = bench.Folder, Watch = new WatchPolicy(["src/**/*.py"], ["src/gen/**"]) };
        var run = bench.Started(service);
        Eventually.True(() => bench.Lines().Count == 1, "it runs");
        await run.ReadyAsync(["a"], CancellationToken.None);
        File.WriteAllText(Path.Combine(bench.Folder, "src", "node_modules", "x.py"), "");
        File.WriteAllText(Path.Combine(bench.Folder, "src", "x.txt"), "");
        File.WriteAllText(Path.Combine(bench.Folder, "src", "x.py"), "");
        Eventually.True(() => bench.Lines().Count == 3, "it runs again");
        Assert.Equal("berth: src/x.py changed; it is started again", bench.Lines()[1]);
        Assert.Equal(0, Bench.State(run).Restarts);
    }

    public ValueTask DisposeAsync() => bench.DisposeAsync();
}
