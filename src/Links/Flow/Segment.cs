using System.Buffers;

namespace Berth.Links.Flow;

enum SegmentKind : byte
{
    Data,
    End,
    Close,
    Reset,
}

/// <summary>Bytes on their way, a part of a block; or the mark of what comes after them: FIN, the end of both ways, RST.</summary>
readonly record struct Segment(SegmentKind Kind, Block? Block, int Offset, int Length, long Since)
{
    public static Segment Mark(SegmentKind kind, long since) => new(kind, null, 0, 0, since);

    public Span<byte> Bytes => Block is null ? default : Block.Bytes.AsSpan(Offset, Length);

    /// <summary>The first bytes; they and <see cref="From"/> share the block.</summary>
    public Segment Until(int length, long since)
    {
        Block!.Share();
        return new(Kind, Block, Offset, length, since);
    }

    public Segment From(int start) => this with { Offset = Offset + start, Length = Length - start };
}

/// <summary>
/// A buffer from the pool that one or more segments are parts of. What it takes is counted where it waits, by its real size, so that a
/// flood of tiny messages is bounded as well. One thread at a time.
/// </summary>
sealed class Block
{
    // What a block and its place in a queue take beside the bytes.
    const int Overhead = 96;

    readonly Held held;
    int parts = 1;

    Block(byte[] bytes, Held held)
    {
        (Bytes, this.held) = (bytes, held);
        held.Bytes += bytes.Length + Overhead;
    }

    public byte[] Bytes { get; }

    public static Block Copy(ReadOnlySpan<byte> bytes, Held held)
    {
        var block = new Block(ArrayPool<byte>.Shared.Rent(bytes.Length), held);
        bytes.CopyTo(block.Bytes);
        return block;
    }

    /// <summary>Takes a whole buffer of the pool over.</summary>
    public static Block Adopt(byte[] bytes, Held held) => new(bytes, held);

    public void Share() => parts++;

    public void Release()
    {
        if (--parts > 0) return;
        held.Bytes -= Bytes.Length + Overhead;
        ArrayPool<byte>.Shared.Return(Bytes);
    }
}

/// <summary>What waits in one direction of one connection, in bytes of memory.</summary>
sealed class Held
{
    public int Bytes { get; set; }
}
