using Berth.Protocols.Recording;
using Berth.Protocols.Tests.Traffic;

namespace Berth.Protocols.Tests.Recording;

public class RecordingTests
{
    [Fact]
    public void What_was_written_is_read_again()
    {
        var entries = Recorded.Read(Recorded.Of(Talks.Http));
        Assert.Equal(Recorded.Ends(), entries[0].Ends);
        Assert.Equal(Talks.Http.All.Count + 2, entries.Count);
        foreach (var (words, entry) in Talks.Http.All.Zip(entries.Skip(1)))
        {
            Assert.Equal(words.Bytes, entry.Bytes.ToArray());
            Assert.Equal(words.From == Flow.FromClient ? RecordingKind.FromClient : RecordingKind.FromServer, entry.Kind);
            Assert.Equal(Recorded.Start.AddMilliseconds(words.At), entry.At);
        }
        Assert.Equal(RecordingKind.Closed, entries[^1].Kind);
    }

    [Fact]
    public void Wherever_a_crash_cut_it_all_whole_entries_are_read_and_it_can_be_gone_on_with()
    {
        var whole = Recorded.Of(Talks.Http).ToArray();
        var all = Recorded.Read(new MemoryStream(whole)).Count;
        for (var cut = RecordingFileHead; cut < whole.Length; cut++)
        {
            var stream = new MemoryStream();
            stream.Write(whole.AsSpan(0, cut));
            stream.Position = 0;
            var before = Recorded.Read(stream).Count;
            Assert.InRange(before, 0, all - 1);
            stream.Position = 0;
            var writer = RecordingWriter.Append(stream, out var problem);
            Assert.Null(problem);
            Recorded.Write(writer!, Talks.WebSocket, Recorded.Ends());
            stream.Position = 0;
            var after = Recorded.Read(stream);
            Assert.Equal(before + Talks.WebSocket.All.Count + 2, after.Count);
            if (before > 0) Assert.Equal(2u, after[^1].Connection);
        }
    }

    const int RecordingFileHead = 12;

    [Fact]
    public void A_bent_file_is_read_up_to_where_it_is_bent()
    {
        var whole = Recorded.Of(Talks.Http).ToArray();
        var chance = new Random(3);
        for (var round = 0; round < 3000; round++)
        {
            var bent = (byte[])whole.Clone();
            var at = chance.Next(RecordingFileHead, bent.Length);
            bent[at] ^= (byte)chance.Next(1, 256);
            var reader = RecordingReader.Open(new MemoryStream(bent), out _)!;
            while (reader.Next() is not null)
            {
            }
            Assert.True(reader.IsCut);
            Assert.InRange(reader.WholeLength, RecordingFileHead, at);
        }
    }

    [Fact]
    public void What_is_no_recording_is_said_and_left_alone()
    {
        var other = new MemoryStream("root:x:0:0\n"u8.ToArray());
        Assert.Null(RecordingReader.Open(other, out var problem));
        Assert.Equal("it is no recording of Berth", problem);
        other.Position = 0;
        Assert.Null(RecordingWriter.Append(other, out problem));
        Assert.Equal("root:x:0:0\n"u8.ToArray(), other.ToArray());
        byte[] newer = [.. "BERTHREC"u8, 9, 0, 0, 0];
        Assert.Null(RecordingReader.Open(new MemoryStream(newer), out problem));
        Assert.Equal("it has form 9, and this berth knows 1", problem);
    }

    [Fact]
    public void At_its_limit_it_says_so_and_stops()
    {
        var stream = new MemoryStream();
        var writer = RecordingWriter.Begin(stream, limit: 1000);
        writer.Write(new RecordingEntry(RecordingKind.Opened, 1, Recorded.Start) { Ends = Recorded.Ends() });
        for (var i = 0; i < 100; i++) writer.Write(Recorded.Bytes(Flow.FromClient, new byte[100], Recorded.Start));
        Assert.True(writer.IsFull);
        Assert.InRange(stream.Length, 800, 1000);
        stream.Position = 0;
        Assert.Equal(RecordingKind.Full, Recorded.Read(stream)[^1].Kind);
        stream.Position = 0;
        Assert.Null(RecordingWriter.Append(stream, out var problem));
        Assert.Equal("it has reached its limit", problem);
    }

    [Fact]
    public void More_than_an_entry_holds_becomes_several()
    {
        var stream = new MemoryStream();
        var writer = RecordingWriter.Begin(stream);
        var bytes = new byte[200_000];
        new Random(1).NextBytes(bytes);
        writer.Write(new RecordingEntry(RecordingKind.Opened, 7, Recorded.Start) { Ends = Recorded.Ends() });
        writer.Write(Recorded.Bytes(Flow.FromServer, bytes, Recorded.Start, connection: 7));
        writer.Write(Recorded.Bytes(Flow.FromServer, bytes, Recorded.Start, connection: 8)); // its beginning was not written
        stream.Position = 0;
        Assert.Equal(bytes, Recorded.Read(stream).SelectMany(static entry => entry.Bytes.ToArray()).ToArray());
    }
}
