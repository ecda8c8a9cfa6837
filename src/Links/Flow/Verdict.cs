namespace Berth.Links.Flow;

enum VerdictKind : byte
{
    Pass,
    Hold,
    Drop,
    Close,
    Reset,
}

/// <summary>What a fault says about the chunk in front of it.</summary>
/// <param name="Bytes">How many bytes from the front it is about; the rest is judged again. 0: all of them.</param>
/// <param name="At">When it takes effect.</param>
/// <param name="IsChange">Whether the fault altered the bytes.</param>
readonly record struct Verdict(VerdictKind Kind, int Bytes, long At, bool IsChange = false)
{
    /// <summary>The word for it in logs: "delay", "cut"...</summary>
    public string Word => Kind switch
    {
        VerdictKind.Hold => "hold",
        VerdictKind.Drop => "drop",
        VerdictKind.Close => "close",
        VerdictKind.Reset => "reset",
        _ when IsChange => "change",
        _ when At > 0 => "delay",
        _ when Bytes > 0 => "cut",
        _ => "pass",
    };

    /// <summary>On at once.</summary>
    public static Verdict Pass => default;

    /// <summary>Bytes were altered; on at once.</summary>
    public static Verdict Changed => new(VerdictKind.Pass, 0, 0, true);

    /// <summary>It vanishes.</summary>
    public static Verdict Drop => new(VerdictKind.Drop, 0, 0);

    /// <summary>Both sides are told that all was sent (FIN), after what went before.</summary>
    public static Verdict Close => new(VerdictKind.Close, 0, 0);

    /// <summary>Both sides are cut (RST).</summary>
    public static Verdict Reset => new(VerdictKind.Reset, 0, 0);

    /// <summary>On at this moment, or at once when the fault is taken away.</summary>
    public static Verdict PassAt(long moment) => new(VerdictKind.Pass, 0, moment);

    /// <summary>The first bytes at this moment; the rest is judged again after they are gone.</summary>
    public static Verdict Cut(int bytes, long moment = 0) => new(VerdictKind.Pass, bytes, moment);

    /// <summary>It stays, and is judged again at this moment.</summary>
    public static Verdict Hold(long moment) => new(VerdictKind.Hold, 0, moment);
}

/// <summary>Bytes that a fault is asked about.</summary>
/// <param name="bytes">The bytes themselves, which a fault may alter.</param>
/// <param name="position">How many bytes of the direction the fault saw before these.</param>
/// <param name="since">When they came to the fault.</param>
readonly ref struct Chunk(Span<byte> bytes, long position, long since)
{
    public Span<byte> Bytes { get; } = bytes;
    public long Position { get; } = position;
    public long Since { get; } = since;
    public int Length => Bytes.Length;
}
