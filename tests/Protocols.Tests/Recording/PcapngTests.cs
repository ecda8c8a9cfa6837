using Berth.Counterparts;
using Berth.Protocols.Recording;
using Berth.Protocols.Tests.Traffic;

namespace Berth.Protocols.Tests.Recording;

/// <summary>tshark reads what we write, and finds nothing wrong with it.</summary>
public class PcapngTests
{
    static string[] Read(MemoryStream recording, params string[] fields)
    {
        using var folder = new TemporaryFolder();
        var file = folder.At("x.pcapng");
        using (var stream = File.Create(file))
        {
            var writer = PcapngWriter.Begin(stream, "db", "berth test");
            foreach (var entry in Recorded.Read(recording)) writer.Write(entry);
        }
        List<string> command =
        [
            "/usr/bin/tshark", "-n", "-r", file, "-T", "fields", "-E", "separator=|", "-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE",
            "-d", "tcp.port==8080,http",
        ];
        foreach (var field in fields) command.AddRange(["-e", field]);
        var environment = new Dictionary<string, string?> { ["HOME"] = folder.Path };
        var result = Command.Run(command, environment);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Checksums_are_right_and_nothing_is_out_of_order(bool isV6)
    {
        var packets = Read(Recorded.Of(isV6, Talks.Http, Talks.PipelinedHttp), "tcp.checksum.status", "ip.checksum.status", "tcp.analysis.flags", "_ws.malformed", "tcp.flags.str");
        Assert.NotEmpty(packets);
        Assert.All(packets, packet => Assert.StartsWith(isV6 ? "1|||" : "1|1||", packet, StringComparison.Ordinal));
        Assert.EndsWith("S·", packets[0], StringComparison.Ordinal);
        Assert.Equal(2, packets.Count(static packet => packet.Contains("A··S", StringComparison.Ordinal)));
        Assert.Equal(4, packets.Count(static packet => packet.Contains("A···F", StringComparison.Ordinal)));
    }

    [Fact]
    public void Tshark_finds_the_exchanges_and_their_times()
    {
        var packets = Read(Recorded.Of(Talks.Http), "frame.time_epoch", "http.request.method", "http.request.uri", "http.response.code");
        var told = packets.Where(static packet => !packet.EndsWith("|||", StringComparison.Ordinal)).ToArray();
        Assert.Equal(
            [
                "1772366400.000000000|GET|/orders?token=secret|", "1772366400.010000000|||200", "1772366400.030000000|||100", "1772366400.040000000|POST|/orders|",
                "1772366400.050000000|||500",
            ], told);
    }

    [Fact]
    public void Long_data_is_cut_into_packets_and_a_reset_is_one()
    {
        var stream = new MemoryStream();
        var writer = RecordingWriter.Begin(stream);
        writer.Write(new RecordingEntry(RecordingKind.Opened, 1, Recorded.Start) { Ends = Recorded.Ends() });
        writer.Write(Recorded.Bytes(Flow.FromServer, new byte[150_001], Recorded.Start));
        writer.Write(new RecordingEntry(RecordingKind.Reset, 1, Recorded.Start));
        stream.Position = 0;
        var packets = Read(stream, "tcp.len", "tcp.flags.reset", "tcp.checksum.status", "tcp.analysis.flags");
        Assert.Equal(150_001, packets.Sum(static packet => int.Parse(packet.Split('|')[0])));
        Assert.All(packets, static packet => Assert.EndsWith("|1|", packet, StringComparison.Ordinal));
        Assert.Contains("|1|1|", packets[^1], StringComparison.Ordinal);
    }
}
