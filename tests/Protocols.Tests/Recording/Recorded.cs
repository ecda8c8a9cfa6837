using Berth.Model.Addressing;
using Berth.Protocols.Recording;
using Berth.Protocols.Tests.Traffic;

namespace Berth.Protocols.Tests.Recording;

/// <summary>Recordings of conversations, in memory.</summary>
static class Recorded
{
    public static DateTimeOffset Start { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static ConnectionEnds Ends(bool isV6 = false, int port = 40123) => new(
        new Endpoint(Protocol.Tcp, isV6 ? InetAddress.LoopbackV6 : InetAddress.LoopbackV4, new Port((ushort)port)),
        new Endpoint(Protocol.Tcp, isV6 ? InetAddress.LoopbackV6 : InetAddress.LoopbackV4, new Port(8080)), "db");

    public static MemoryStream Of(params IReadOnlyList<Talk> talks) => Of(isV6: false, talks);

    public static MemoryStream Of(bool isV6, params IReadOnlyList<Talk> talks)
    {
        var stream = new MemoryStream();
        var writer = RecordingWriter.Begin(stream);
        foreach (var (i, talk) in talks.Index()) Write(writer, talk, Ends(isV6, 40123 + i), (uint)i + 1);
        stream.Position = 0;
        return stream;
    }

    public static void Write(RecordingWriter writer, Talk talk, ConnectionEnds ends, uint connection = 1)
    {
        writer.Write(new RecordingEntry(RecordingKind.Opened, connection, Start) { Ends = ends });
        foreach (var words in talk.All) writer.Write(Bytes(words.From, words.Bytes, Start.AddMilliseconds(words.At), connection));
        writer.Write(new RecordingEntry(RecordingKind.Closed, connection, Start.AddSeconds(2)));
    }

    public static RecordingEntry Bytes(Flow from, byte[] bytes, DateTimeOffset at, uint connection = 1) =>
        new(from == Flow.FromClient ? RecordingKind.FromClient : RecordingKind.FromServer, connection, at) { Bytes = bytes };

    public static List<RecordingEntry> Read(Stream stream)
    {
        var reader = RecordingReader.Open(stream, out var problem);
        Assert.Null(problem);
        var entries = new List<RecordingEntry>();
        while (reader!.Next() is { } entry) entries.Add(entry);
        return entries;
    }
}
