using System.Buffers.Text;

namespace Berth.Linux.ProcFs;

/// <summary>A path below /proc as bytes, built without a string: "123/fd", zero-terminated. Reads happen by the thousand.</summary>
ref struct ProcPath
{
    readonly Span<byte> bytes;

    public ProcPath(Span<byte> space, int pid, ReadOnlySpan<byte> tail)
    {
        Utf8Formatter.TryFormat(pid, space, out var length);
        tail.CopyTo(space[length..]);
        space[length + tail.Length] = 0;
        bytes = space;
    }

    public const int Space = 64;

    public readonly ReadOnlySpan<byte> Bytes => bytes;
}
