using System.Globalization;
using System.Text;

namespace Berth.Protocols.Postgres;

/// <summary>What stands in bodies of messages.</summary>
static class PostgresText
{
    /// <summary>A text up to its zero, which is taken too; all that is there when the message was cut before its end.</summary>
    public static string Take(ref ReadOnlySpan<byte> body)
    {
        var end = body.IndexOf((byte)0);
        var text = Encoding.UTF8.GetString(end < 0 ? body : body[..end]);
        body = end < 0 ? default : body[(end + 1)..];
        return text;
    }

    /// <summary>One parameter of a start-up packet, such as "user"; null when it is not there.</summary>
    public static string? Parameter(ReadOnlySpan<byte> pairs, string name)
    {
        while (!pairs.IsEmpty && pairs[0] != 0)
        {
            var isIt = Take(ref pairs) == name;
            var value = Take(ref pairs);
            if (isIt) return value;
        }
        return null;
    }

    /// <summary>A field of an ErrorResponse by its letter: 'C' the SQLSTATE, 'M' the message.</summary>
    public static string? ErrorField(ReadOnlySpan<byte> body, char letter)
    {
        while (!body.IsEmpty && body[0] != 0)
        {
            var isIt = body[0] == letter;
            body = body[1..];
            var value = Take(ref body);
            if (isIt) return value;
        }
        return null;
    }

    /// <summary>How many rows a command tag tells of ("INSERT 0 5", "SELECT 12"); null when it tells none.</summary>
    public static long? Rows(string tag)
    {
        var space = tag.LastIndexOf(' ');
        return space > 0 && long.TryParse(tag.AsSpan(space + 1), NumberStyles.None, null, out var rows) ? rows : null;
    }
}
