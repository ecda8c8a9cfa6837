namespace Berth.Protocols.Recording;

/// <summary>Reads a recording, up to where it is whole. What its bytes are never makes it throw. Not thread-safe.</summary>
public sealed class RecordingReader
{
    readonly Stream stream;
    readonly byte[] entry = new byte[RecordingForm.EntryHead + RecordingForm.MostPayload + RecordingForm.EntryFoot];

    RecordingReader(Stream stream) => this.stream = stream;

    /// <summary>Bytes up to the end of the last whole entry.</summary>
    public long WholeLength { get; private set; } = RecordingForm.HeadLength;

    /// <summary>After the end: something follows that is no whole entry, as after a crash.</summary>
    public bool IsCut { get; private set; }

    /// <param name="stream">At its beginning.</param>
    /// <param name="problem">Why it cannot be read: a clause.</param>
    public static RecordingReader? Open(Stream stream, out string? problem)
    {
        var head = new byte[RecordingForm.HeadLength];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        problem = RecordingForm.Judge(head.AsSpan(0, length));
        return problem is null ? new RecordingReader(stream) : null;
    }

    /// <summary>The next entry; null at the end.</summary>
    public RecordingEntry? Next()
    {
        if (IsCut) return null;
        var got = stream.ReadAtLeast(entry.AsSpan(0, RecordingForm.EntryHead), RecordingForm.EntryHead, throwOnEndOfStream: false);
        if (got == 0) return null;
        if (got < RecordingForm.EntryHead || RecordingForm.Payload(entry) is not { } payload) return Cut();
        var rest = payload + RecordingForm.EntryFoot;
        if (stream.ReadAtLeast(entry.AsSpan(RecordingForm.EntryHead, rest), rest, throwOnEndOfStream: false) < rest) return Cut();
        var whole = entry.AsSpan(0, RecordingForm.EntryHead + rest);
        if (RecordingForm.Read(whole) is not { } found) return Cut();
        WholeLength += whole.Length;
        return found;
    }

    RecordingEntry? Cut()
    {
        IsCut = true;
        return null;
    }
}
