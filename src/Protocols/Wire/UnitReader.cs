namespace Berth.Protocols.Wire;

/// <summary>How far a unit of the wire has come.</summary>
enum UnitState : byte
{
    /// <summary>The rest is still to come; all that was given is kept.</summary>
    More,
    Whole,

    /// <summary>It is longer than its reader allows, however it was cut into pieces.</summary>
    TooLong,
}

/// <summary>
/// Puts one unit (a line, a header, a short message) together that comes in pieces. What is whole in the bytes given is not copied.
/// A unit that is handed out is valid until the next call.
/// </summary>
sealed class UnitReader
{
    byte[] kept = [];
    int count;
    bool isHandedOut;

    /// <summary>A line with its LF. The limit counts the LF too.</summary>
    public UnitState Line(ref ReadOnlySpan<byte> bytes, int most, out ReadOnlySpan<byte> line)
    {
        Begin();
        var room = most - count;
        var looked = bytes[..Math.Min(bytes.Length, Math.Max(room, 0))];
        var end = looked.IndexOf((byte)'\n');
        if (end >= 0) return Take(ref bytes, end + 1, out line);
        line = default;
        if (bytes.Length >= room)
        {
            bytes = bytes[Math.Max(room, 0)..]; // as much as if it had come in pieces
            return UnitState.TooLong;
        }
        Keep(ref bytes);
        return UnitState.More;
    }

    /// <summary>So many bytes.</summary>
    public UnitState Exactly(ref ReadOnlySpan<byte> bytes, int length, out ReadOnlySpan<byte> unit)
    {
        Begin();
        var missing = length - count;
        if (bytes.Length >= missing) return Take(ref bytes, missing, out unit);
        unit = default;
        Keep(ref bytes);
        return UnitState.More;
    }

    /// <summary>Whether the beginning of a unit is kept.</summary>
    public bool IsWithinUnit => count > 0 && !isHandedOut;

    UnitState Take(ref ReadOnlySpan<byte> bytes, int length, out ReadOnlySpan<byte> unit)
    {
        if (count == 0)
        {
            unit = bytes[..length];
            bytes = bytes[length..];
            return UnitState.Whole;
        }
        var rest = bytes[..length];
        Keep(ref rest);
        bytes = bytes[length..];
        unit = kept.AsSpan(0, count);
        isHandedOut = true;
        return UnitState.Whole;
    }

    void Begin()
    {
        if (!isHandedOut) return;
        (count, isHandedOut) = (0, false);
    }

    void Keep(ref ReadOnlySpan<byte> bytes)
    {
        if (kept.Length < count + bytes.Length) Array.Resize(ref kept, Math.Max(count + bytes.Length, 2 * kept.Length));
        bytes.CopyTo(kept.AsSpan(count));
        count += bytes.Length;
        bytes = default;
    }
}
