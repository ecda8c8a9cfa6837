using System.Buffers.Binary;
using System.Text;

namespace Berth.Protocols.Dialogues.Known;

/// <summary>As much of BSON (https://bsonspec.org/spec.html) as a short question and its answer need.</summary>
public static class Bson
{
    const byte Double = 1, Text = 2, Document = 3, Array = 4, Binary = 5, ObjectId = 7, Bool = 8, Date = 9, Null = 10, Int32 = 16, Stamp = 17, Int64 = 18, Decimal = 19;

    /// <summary>{command: 1, "$db": "admin"} with flags after the command.</summary>
    public static byte[] Command(string command, params ReadOnlySpan<string> flags)
    {
        var body = new List<byte>();
        Add(body, Int32, command, [1, 0, 0, 0]);
        foreach (var flag in flags) Add(body, Bool, flag, [1]);
        Add(body, Text, "$db", [6, 0, 0, 0, .. "admin\0"u8]);
        var document = new byte[4 + body.Count + 1];
        BinaryPrimitives.WriteInt32LittleEndian(document, document.Length);
        body.CopyTo(document, 4);
        return document;
    }

    static void Add(List<byte> body, byte type, string name, ReadOnlySpan<byte> value)
    {
        body.Add(type);
        body.AddRange(Encoding.ASCII.GetBytes(name));
        body.Add(0);
        body.AddRange(value);
    }

    /// <summary>The top-level members whose values are texts, numbers or flags; null when the bytes are no document.</summary>
    public static IReadOnlyDictionary<string, string>? Members(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 5) return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (length < 5 || length > bytes.Length || bytes[length - 1] != 0) return null;
        var members = new Dictionary<string, string>();
        bytes = bytes[4..(length - 1)];
        while (!bytes.IsEmpty)
        {
            var type = bytes[0];
            var end = bytes[1..].IndexOf((byte)0);
            if (end < 0) return null;
            var name = Encoding.UTF8.GetString(bytes[1..(1 + end)]);
            bytes = bytes[(end + 2)..];
            var size = Size(type, bytes);
            if (size < 0 || size > bytes.Length) return null;
            if (Value(type, bytes[..size]) is { } value) members[name] = value;
            bytes = bytes[size..];
        }
        return members;
    }

    // -1: a type that we do not know, or a length that is not there.
    static int Size(byte type, ReadOnlySpan<byte> bytes)
    {
        var said = bytes.Length >= 4 ? BinaryPrimitives.ReadInt32LittleEndian(bytes) : -1;
        return type switch
        {
            Double or Date or Stamp or Int64 => 8,
            Int32 => 4,
            Bool => 1,
            Null => 0,
            ObjectId => 12,
            Decimal => 16,
            Text => said is >= 1 and < int.MaxValue - 4 ? 4 + said : -1,
            Document or Array => said >= 5 ? said : -1,
            Binary => said is >= 0 and < int.MaxValue - 5 ? 5 + said : -1,
            _ => -1,
        };
    }

    static string? Value(byte type, ReadOnlySpan<byte> bytes) => type switch
    {
        Double => BinaryPrimitives.ReadDoubleLittleEndian(bytes).ToString(System.Globalization.CultureInfo.InvariantCulture),
        Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes).ToString(System.Globalization.CultureInfo.InvariantCulture),
        Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes).ToString(System.Globalization.CultureInfo.InvariantCulture),
        Bool => bytes[0] != 0 ? "true" : "false",
        Text => Said.Text(bytes[4..].TrimEnd((byte)0)),
        _ => null,
    };
}
