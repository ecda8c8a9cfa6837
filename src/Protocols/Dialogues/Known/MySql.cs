using System.Buffers.Binary;

namespace Berth.Protocols.Dialogues.Known;

/// <summary>
/// MySQL and MariaDB: the server's first packet (HandshakeV10), or its refusal of our address. Also the X protocol's notice.
/// One connection; we say nothing.
/// </summary>
public sealed class MySql : Dialogue
{
    // Length (3 bytes, little endian), sequence number, then the body:
    // https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_handshake_v10.html
    const int Head = 4;
    const byte Version10 = 10, Error = 0xff;

    // Mysqlx.Notice: length 5, type 11, and its "hello" (https://dev.mysql.com/doc/dev/mysql-server/latest/mysqlx_protocol_messages.html).
    static ReadOnlySpan<byte> XNotice => [5, 0, 0, 0, 11];

    public override Step Next(ReadOnlySpan<byte> received, bool isOver)
    {
        if (received.StartsWith(XNotice)) return Step.Told(new Heard("mysqlx", "it greets with a notice of MySQL's X protocol") { Product = "MySQL" });
        if (received.Length < Head + 1) return isOver || received.Length == 0 ? Step.NotThis : Step.Wait;
        var length = received[0] | received[1] << 8 | received[2] << 16;
        if (received[3] != 0 || length is < 8 or > 1024 || received[Head] is not (Version10 or Error)) return Step.NotThis;
        if (received.Length < Head + length) return isOver ? Step.NotThis : Step.Wait;
        var body = received.Slice(Head, length);
        return body[0] == Error ? Refused(body) : Greeted(body);
    }

    static Step Greeted(ReadOnlySpan<byte> body)
    {
        var end = body.IndexOf((byte)0);
        if (end < 2) return Step.NotThis;
        var said = Said.Text(body[1..end]) ?? "";
        // MariaDB says "5.5.5-10.11.6-MariaDB" so that old replicas accept it.
        var isMaria = said.Contains("MariaDB", StringComparison.OrdinalIgnoreCase);
        var version = isMaria && said.StartsWith("5.5.5-", StringComparison.Ordinal) ? said["5.5.5-".Length..] : said;
        if (isMaria && version.IndexOf("-MariaDB", StringComparison.OrdinalIgnoreCase) is > 0 and var dash) version = version[..dash];
        var details = new Dictionary<string, string>();
        if (Plugin(body) is { } plugin) details["auth-plugin"] = plugin;
        if (Capabilities(body, end) is { } capabilities) details["tls"] = (capabilities & 0x800) != 0 ? "yes" : "no"; // CLIENT_SSL
        return Step.Told(new Heard("mysql", $"it greets as version {Said.Line(body[1..end])}") { Product = isMaria ? "MariaDB" : "MySQL", Version = version, Details = details });
    }

    // 0xff, error code, '#', SQL state, message.
    static Step Refused(ReadOnlySpan<byte> body) => Step.Told(new Heard("mysql", $"it refuses this address: {Said.Line(body[3..])}")
    {
        Product = body.IndexOf("MariaDB"u8) >= 0 ? "MariaDB" : "MySQL",
        Authentication = Model.Protocols.Authentication.Required,
    });

    // After the version: thread id (4), scramble (8), a zero, the lower capabilities.
    static ushort? Capabilities(ReadOnlySpan<byte> body, int end) =>
        body.Length >= end + 1 + 15 ? BinaryPrimitives.ReadUInt16LittleEndian(body[(end + 1 + 13)..]) : null;

    // The last text of the packet, ended by a zero.
    static string? Plugin(ReadOnlySpan<byte> body)
    {
        if (body[^1] != 0) return null;
        var start = body[..^1].LastIndexOf((byte)0) + 1;
        var name = Said.Text(body[start..^1]);
        return name is not null && name.All(static one => char.IsAsciiLetterOrDigit(one) || one == '_') ? name : null;
    }
}
