using System.Globalization;
using System.Text;

namespace Berth.Linux.ProcFs;

/// <param name="Path">Null for one without a name; an abstract one begins with '@'.</param>
public sealed record ProcNetUnixRow(int Type, bool IsListening, bool IsConnected, ulong Inode, string? Path);

/// <summary>
/// Reads /proc/net/unix (net/unix/af_unix.c, unix_seq_show): "Num: RefCount Protocol Flags Type St Inode Path". Names are printed as
/// they are, also with newlines: a line that is no row goes on with the name above it. A name can still hold a line that is one in
/// every character, so nothing that is read here is certain.
/// </summary>
public static class ProcNetUnix
{
    const uint Accepts = 0x10000; // __SO_ACCEPTCON
    const uint Connected = 3;     // SS_CONNECTED

    public static IReadOnlyList<ProcNetUnixRow> Rows(ReadOnlySpan<byte> table)
    {
        var rows = new List<ProcNetUnixRow>();
        var lines = Encoding.UTF8.GetString(table).Split('\n');
        // The heading is the first line, and the last one ends with a newline.
        for (var i = 1; i < lines.Length; i++)
        {
            if (Row(lines[i]) is { } row) rows.Add(row);
            else if (rows.Count > 0 && i < lines.Length - 1) rows[^1] = rows[^1] with { Path = $"{rows[^1].Path}\n{lines[i]}" };
        }
        return rows;
    }

    // "%pK: %08X %08X %08X %04X %02X %5lu", and with a name " %s"; a pointer has 8 or 16 digits.
    static ProcNetUnixRow? Row(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf(": ");
        if (colon is not (8 or 16) || !IsHex(line[..colon])) return null;
        line = line[(colon + 2)..];
        if (!Take(ref line, 8, out _) || !Take(ref line, 8, out _) || !Take(ref line, 8, out var flags)) return null;
        if (!Take(ref line, 4, out var type) || !Take(ref line, 2, out var state)) return null;
        line = line.TrimStart(' ');
        var end = line.IndexOf(' ');
        if (!ulong.TryParse(end < 0 ? line : line[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var inode)) return null;
        return new ProcNetUnixRow((int)type, (flags & Accepts) != 0, state == Connected, inode, end < 0 ? null : line[(end + 1)..].ToString());
    }

    static bool Take(ref ReadOnlySpan<char> line, int digits, out uint value)
    {
        value = 0;
        if (line.Length <= digits || line[digits] != ' ' || !uint.TryParse(line[..digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)) return false;
        line = line[(digits + 1)..];
        return true;
    }

    static bool IsHex(ReadOnlySpan<char> text)
    {
        foreach (var one in text)
            if (!char.IsAsciiHexDigit(one)) return false;
        return true;
    }
}
