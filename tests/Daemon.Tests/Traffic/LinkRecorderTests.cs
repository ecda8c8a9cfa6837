using System.Net;
using Berth.Daemon.Traffic;
using Berth.Links;

namespace Berth.Daemon.Tests.Traffic;

public class LinkRecorderTests
{
    /// <summary>Whoever records may stop reading, and anybody may connect again and again.</summary>
    [Fact]
    public async Task Connections_alone_cannot_fill_the_memory()
    {
        await using var link = (await Link.OpenAsync(new() { Name = "db", Upstream = new IPEndPoint(IPAddress.Loopback, 1) })).Value;
        var recorder = new LinkRecorder(link, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
        var client = new IPEndPoint(IPAddress.Loopback, 4242);
        for (var ordinal = 1L; ordinal <= 600_000; ordinal++) recorder.Opened(new(ordinal, client, TimeSpan.Zero));
        var kept = 0;
        while (recorder.Items.TryRead(out _)) kept++;
        Assert.InRange(kept, 1_000, 300_000);
        Assert.True(recorder.Items.Completion.IsCompleted, "a recording with holes would pass for whole: it ends");
    }
}
