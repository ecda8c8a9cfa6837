using System.Globalization;
using System.Text;

namespace Berth.Protocols.Dialogues.Http;

/// <summary>The chunked transfer coding (RFC 9112, section 7.1).</summary>
public static class Chunks
{
    /// <summary>The chunks that came, joined, and whether the last one was among them. A broken one ends the body.</summary>
    public static (byte[] Body, bool IsComplete) Join(ReadOnlySpan<byte> bytes)
    {
        var body = new List<byte>();
        while (true)
        {
            var end = bytes.IndexOf((byte)'\n');
            if (end < 0) return ([.. body], false);
            var line = Encoding.Latin1.GetString(bytes[..end]).TrimEnd('\r');
            var extension = line.IndexOf(';');
            if (!int.TryParse(extension < 0 ? line : line[..extension], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) || size < 0)
                return ([.. body], true);
            bytes = bytes[(end + 1)..];
            if (size == 0) return ([.. body], true);
            body.AddRange(bytes[..Math.Min(size, bytes.Length)]);
            if (bytes.Length - 2 < size) return ([.. body], false);
            bytes = bytes[(size + 2)..];
        }
    }
}
