using System.Text;

namespace Berth.Supervision.Output;

/// <summary>Makes lines of bytes as they come. A line without an end is cut, so that it cannot grow without bound. Not thread-safe.</summary>
sealed class LineSplitter(Action<string> take)
{
    /// <summary>In bytes.</summary>
    public const int Longest = 16 * 1024;

    readonly byte[] line = new byte[Longest];
    int length;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var part = end < 0 ? bytes : bytes[..end];
            bytes = end < 0 ? [] : bytes[(end + 1)..];
            while (length + part.Length > Longest)
            {
                var fits = Longest - length;
                part[..fits].CopyTo(line.AsSpan(length));
                part = part[fits..];
                length = Longest;
                Flush();
            }
            part.CopyTo(line.AsSpan(length));
            length += part.Length;
            if (end >= 0) Flush(isLine: true);
        }
    }

    /// <summary>Hands over what has no end yet.</summary>
    public void Flush() => Flush(isLine: false);

    void Flush(bool isLine)
    {
        if (length == 0 && !isLine) return;
        var text = line.AsSpan(0, length);
        if (text.Length > 0 && text[^1] == (byte)'\r') text = text[..^1];
        length = 0;
        take(Encoding.UTF8.GetString(text));
    }
}
