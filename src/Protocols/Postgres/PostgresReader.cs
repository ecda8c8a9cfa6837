using System.Buffers.Binary;
using Berth.Protocols.Wire;

namespace Berth.Protocols.Postgres;

/// <summary>
/// Reads the messages of one direction of a PostgreSQL connection, protocol 3
/// (https://www.postgresql.org/docs/current/protocol-message-formats.html), from bytes that come in pieces of any size. Of a long message
/// the beginning is kept and the rest passed over; it never throws. Not thread-safe.
/// </summary>
/// <param name="fromClient">Which letters there are.</param>
/// <param name="most">Bytes of a body that are kept.</param>
public sealed class PostgresReader(bool fromClient, int most = 16 * 1024)
{
    // The largest that a server takes or makes: PQ_LARGE_MESSAGE_LIMIT, MAX_STARTUP_PACKET_LENGTH (src/include/libpq/libpq.h, pqcomm.h).
    const int LongestMessage = 0x3fffffff, LongestStartup = 10_000;

    const string ClientTypes = "BCDEFHPQSXcdfp", ServerTypes = "123ACDEGHIKNRSTVWZcdnstv";

    readonly UnitReader unit = new();
    readonly string types = fromClient ? ClientTypes : ServerTypes;
    char type;
    int length;
    int skip;
    string? lostBy;

    /// <summary>What comes next has no letter. The reader sets it back when that has come.</summary>
    public PostgresUntyped Expects { get; set; }

    /// <summary>The next message; call again until it is More or Lost.</summary>
    public PostgresEvent Next(ref ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            if (lostBy is not null) return new PostgresEvent { Kind = PostgresEventKind.Lost, Why = lostBy };
            if (skip > 0)
            {
                var passed = Math.Min(skip, bytes.Length);
                bytes = bytes[passed..];
                if ((skip -= passed) > 0) return default;
                continue;
            }
            if (length == 0)
            {
                if (Expects == PostgresUntyped.Encryption) return Answer(ref bytes);
                if (!Head(ref bytes)) return default;
                continue;
            }
            var kept = Math.Min(length - 4, most);
            if (unit.Exactly(ref bytes, kept, out var body) != UnitState.Whole) return default;
            skip = length - 4 - kept;
            var size = length + (type == '\0' ? 0 : 1);
            length = 0;
            return new PostgresEvent { Kind = PostgresEventKind.Message, Type = type, Body = body, Size = size };
        }
    }

    PostgresEvent Answer(ref ReadOnlySpan<byte> bytes)
    {
        if (unit.Exactly(ref bytes, 1, out var answer) != UnitState.Whole) return default;
        Expects = PostgresUntyped.Nothing;
        return new PostgresEvent { Kind = PostgresEventKind.Message, Body = answer, Size = 1 };
    }

    bool Head(ref ReadOnlySpan<byte> bytes)
    {
        var isStartup = Expects == PostgresUntyped.Startup;
        if (unit.Exactly(ref bytes, isStartup ? 4 : 5, out var head) != UnitState.Whole) return false;
        type = isStartup ? '\0' : (char)head[0];
        length = BinaryPrimitives.ReadInt32BigEndian(head[^4..]);
        if (isStartup && length is < 8 or > LongestStartup) lostBy = "a start-up packet is not of its form";
        else if (!isStartup && !types.Contains(type)) lostBy = "a message has a letter that there is not";
        else if (length is < 4 or > LongestMessage) lostBy = "the length of a message is not of its form";
        if (isStartup) Expects = PostgresUntyped.Nothing;
        return true;
    }
}

/// <summary>What has no letter in front of it.</summary>
public enum PostgresUntyped : byte
{
    Nothing,

    /// <summary>The first packet of a client, and the one after a request for encryption was declined.</summary>
    Startup,

    /// <summary>The one byte that answers a request for encryption: S, G or N.</summary>
    Encryption,
}
