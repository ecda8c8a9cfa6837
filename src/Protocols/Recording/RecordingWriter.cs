namespace Berth.Protocols.Recording;

/// <summary>
/// Writes a recording: each entry whole, in one call of the stream, so that a crash costs the last one at most. Not thread-safe; the
/// stream is the caller's, its rights and its flushing too.
/// </summary>
public sealed class RecordingWriter
{
    public const long DefaultLimit = 1L << 30;

    readonly Stream stream;
    readonly long limit;
    long length;
    uint connections;
    readonly Dictionary<uint, uint> numbers = [];

    RecordingWriter(Stream stream, long length, long limit) => (this.stream, this.length, this.limit) = (stream, length, limit);

    /// <summary>The limit was reached, and the file says so: nothing more is written.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Begins a recording in an empty stream.</summary>
    /// <param name="limit">Bytes of the file at most.</param>
    public static RecordingWriter Begin(Stream stream, long limit = DefaultLimit)
    {
        stream.Write(RecordingForm.Head());
        return new RecordingWriter(stream, RecordingForm.HeadLength, limit);
    }

    /// <summary>Goes on with one that is there: behind its last whole entry, and what a crash left of another is cut off.</summary>
    /// <param name="stream">Readable, writable and seekable, at its beginning. An empty one is begun.</param>
    /// <param name="problem">Why it cannot be gone on with; the file is as it was then.</param>
    public static RecordingWriter? Append(Stream stream, out string? problem, long limit = DefaultLimit)
    {
        problem = null;
        if (stream.Length == 0) return Begin(stream, limit);
        var reader = RecordingReader.Open(stream, out problem);
        if (reader is null) return null;
        var highest = 0u;
        while (reader.Next() is { } entry)
        {
            highest = Math.Max(highest, entry.Connection);
            if (entry.Kind != RecordingKind.Full) continue;
            problem = "it has reached its limit";
            return null;
        }
        stream.SetLength(reader.WholeLength);
        stream.Position = reader.WholeLength;
        return new RecordingWriter(stream, reader.WholeLength, limit) { connections = highest };
    }

    /// <summary>Writes what happened. Connections get numbers of the file's own; one whose beginning was not written is left out.</summary>
    public void Write(RecordingEntry entry)
    {
        if (entry.Kind == RecordingKind.Opened) numbers[entry.Connection] = ++connections;
        if (!numbers.TryGetValue(entry.Connection, out var number)) return;
        switch (entry.Kind)
        {
            case RecordingKind.Opened:
                Write(entry.Kind, number, entry.At, RecordingForm.Ends(entry.Ends!));
                break;
            case RecordingKind.FromClient or RecordingKind.FromServer:
                for (var bytes = entry.Bytes.Span; !bytes.IsEmpty;)
                {
                    var part = bytes[..Math.Min(bytes.Length, RecordingForm.MostPayload)];
                    Write(entry.Kind, number, entry.At, part);
                    bytes = bytes[part.Length..];
                }
                break;
            case RecordingKind.Closed or RecordingKind.Reset:
                Write(entry.Kind, number, entry.At, []);
                numbers.Remove(entry.Connection);
                break;
        }
    }

    void Write(RecordingKind kind, uint connection, DateTimeOffset at, ReadOnlySpan<byte> payload)
    {
        if (IsFull) return;
        const int ofFull = RecordingForm.EntryHead + RecordingForm.EntryFoot;
        if (length + RecordingForm.EntryHead + payload.Length + RecordingForm.EntryFoot + ofFull > limit)
        {
            IsFull = true;
            (kind, connection) = (RecordingKind.Full, 0);
            payload = [];
        }
        var entry = RecordingForm.Entry(kind, connection, at, payload);
        stream.Write(entry);
        length += entry.Length;
    }
}
