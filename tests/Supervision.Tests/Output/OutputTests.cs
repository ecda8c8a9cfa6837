using Berth.Counterparts;
using Berth.Linux.Native;
using Berth.Model.Services;
using Berth.Supervision.Output;

namespace Berth.Supervision.Tests.Output;

public sealed class OutputTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Ten_megabytes_a_second_arrive_whole_and_in_order()
    {
        await using var bench = new Bench();
        const int count = 200_000;
        var run = bench.Started(Bench.Python("a", $"import sys\nfor i in range({count}): sys.stdout.write('%06d ' % i + 'x' * 93 + chr(10))") with { Restart = RestartPolicy.Never });
        Bench.Until(run, ServicePhase.Completed);
        Eventually.True(() => bench.Lines().Count == count, "all lines are there");
        Assert.Equal(Enumerable.Range(0, count), bench.Lines().Select(line => int.Parse(line.AsSpan(0, 6))));
    }

    [Fact]
    public async Task A_service_that_ends_never_takes_the_folder_of_pipes_from_one_that_starts()
    {
        using var pipes = new PipeWatch();
        ServiceOutput Output(string name) =>
            new(name, folder.At($"out/{name}.out"), folder.At($"{name}.log"), pipes, TimeProvider.System, _ => { });
        async Task<List<string>> ComeAndGoAsync(string name)
        {
            using var output = Output(name);
            var problems = new List<string>();
            for (var round = 0; round < 5000; round++)
            {
                if (output.Open() is { } problem) problems.Add(problem);
                await output.CloseAsync();
            }
            return problems;
        }
        var cancel = TestContext.Current.CancellationToken;
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => ComeAndGoAsync($"s{i}"), cancel)));
        Assert.Empty(all.SelectMany(problems => problems));
        Assert.False(Directory.Exists(folder.At("out")), "the last one takes the folder away");
    }

    [Fact]
    public void A_file_that_is_full_is_followed_by_a_new_one_and_the_last_lines_are_found_over_both()
    {
        var path = folder.At("a.log");
        using (var file = new LogFile(path, size: 300, older: 2, TimeProvider.System))
            for (var i = 0; i < 100; i++) file.Add(new LogLine("a", DateTimeOffset.UnixEpoch, $"line {i}"));
        Assert.Equal(["a.log", "a.log.1", "a.log.2"], Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName).Order());
        Assert.All(Directory.EnumerateFiles(folder.Path), name => Assert.InRange(new FileInfo(name).Length, 1, 400));
        Assert.Equal(Enumerable.Range(88, 12).Select(i => $"line {i}"), LogFile.Last(path, "a", 12).Select(line => line.Text));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_line_that_goes_back_to_its_beginning_is_one_line()
    {
        using (var file = new LogFile(folder.At("a.log"), size: 3000, older: 2, TimeProvider.System))
            foreach (var text in (string[])["10%\r50%\r100%", "\rover", "next"]) file.Add(new LogLine("a", DateTimeOffset.UnixEpoch, text));
        Assert.Equal(["10%\r50%\r100%", "\rover", "next"], LogFile.Last(folder.At("a.log"), "a", 9).Select(static line => line.Text));
    }

    [Fact]
    public void A_full_disk_drops_lines_and_takes_them_again_when_there_is_room()
    {
        var clock = new MovedClock();
        // /dev/full answers "no space left on device" to every write.
        File.CreateSymbolicLink(folder.At("a.log"), "/dev/full");
        using var file = new LogFile(folder.At("a.log"), 1000, 1, clock);
        file.Add(new LogLine("a", DateTimeOffset.UnixEpoch, "lost"));
        file.Flush();
        file.Add(new LogLine("a", DateTimeOffset.UnixEpoch, "lost too"));
        Assert.NotNull(file.Problem);
        Assert.Equal(1, file.Dropped);

        File.Delete(folder.At("a.log"));
        clock.Move(TimeSpan.FromSeconds(6));
        file.Add(new LogLine("a", DateTimeOffset.UnixEpoch, "kept"));
        file.Flush();
        Assert.Null(file.Problem);
        Assert.Equal(["kept"], LogFile.Last(folder.At("a.log"), "a", 9).Select(line => line.Text));
    }

    [Fact]
    public void Lines_are_cut_where_they_would_grow_without_bound()
    {
        var lines = new List<string>();
        var splitter = new LineSplitter(lines.Add);
        splitter.Add("one\ntwo\r\n\nthr"u8);
        splitter.Add("ee\n"u8);
        splitter.Add(new byte[LineSplitter.Longest * 2 + 5]);
        splitter.Flush();
        Assert.Equal(["one", "two", "", "three"], lines[..4]);
        Assert.Equal([LineSplitter.Longest, LineSplitter.Longest, 5], lines[4..].Select(line => line.Length));
    }

    public void Dispose() => folder.Dispose();
}
