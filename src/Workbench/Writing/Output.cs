using System.Buffers;
using System.Text;

namespace Berth.Workbench.Writing;

/// <summary>
/// A stream written through one buffer, as UTF-8 bytes: texts and JSON land in it without strings in between. Not for sharing
/// between threads. Nothing is written until the buffer is full or <see cref="Flush"/> is called.
/// </summary>
public sealed class Output(Stream stream) : IBufferWriter<byte>
{
    byte[] buffer = [];
    int used;

    /// <exception cref="IOException">The stream takes no more.</exception>
    public void Flush()
    {
        var pending = used;
        used = 0;
        if (pending == 0) return;
        stream.Write(buffer, 0, pending);
    }

    public void Advance(int count) => used += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return buffer.AsMemory(used);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return buffer.AsSpan(used);
    }

    public Output Write(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(GetSpan(utf8.Length));
        Advance(utf8.Length);
        return this;
    }

    /// <summary>A lone surrogate becomes U+FFFD.</summary>
    public Output Write(ReadOnlySpan<char> text)
    {
        Advance(Encoding.UTF8.GetBytes(text, GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));
        return this;
    }

    public Output Write(long number)
    {
        number.TryFormat(GetSpan(20), out var length);
        Advance(length);
        return this;
    }

    public Output Fill(char character, int count)
    {
        if (count <= 0) return this;
        // Span.Fill would be compiled at each start.
        var space = GetSpan(count)[..count];
        for (var i = 0; i < space.Length; i++) space[i] = (byte)character;
        Advance(count);
        return this;
    }

    public void Line(ReadOnlySpan<char> text) => Write(text).Write("\n"u8);

    void Reserve(int size)
    {
        size = Math.Max(size, 256);
        if (buffer.Length - used >= size) return;
        if (used > 0) Flush();
        if (buffer.Length < size) buffer = new byte[Math.Max(size, 64 * 1024)];
    }
}
