using System.Buffers.Binary;
using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues.Known;

/// <summary>
/// PostgreSQL: whether it speaks TLS (SSLRequest), and what it answers to "user postgres" before any password: AuthenticationOk
/// means trust. Then we take leave (Terminate). At most two connections.
/// https://www.postgresql.org/docs/current/protocol-message-formats.html
/// </summary>
public sealed class PostgreSql : Dialogue
{
    static ReadOnlySpan<byte> SslRequest => [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f];
    static ReadOnlySpan<byte> Terminate => [(byte)'X', 0, 0, 0, 4];

    const int MostMessages = 64;

    int asked;
    string tls = "no";

    public override Step Next(ReadOnlySpan<byte> received, bool isOver)
    {
        switch (asked)
        {
            case 0:
                asked = 1;
                return Step.Say(SslRequest);
            case 1:
                if (received.IsEmpty) return isOver ? Step.NotThis : Step.Wait;
                if (received.Length != 1 || received[0] is not ((byte)'S' or (byte)'N')) return Step.NotThis;
                asked = 2;
                if (received[0] == 'N') return Step.Say(Startup());
                tls = "yes"; // this connection would have to go on encrypted
                return Step.SayAnew(Startup());
            default:
                return Answer(received, isOver);
        }
    }

    // Length, protocol 3.0, then pairs of texts, each ended by a zero, and a zero.
    static byte[] Startup()
    {
        var pairs = "user\0postgres\0database\0postgres\0application_name\0berth\0\0"u8;
        var message = new byte[8 + pairs.Length];
        BinaryPrimitives.WriteInt32BigEndian(message, message.Length);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(4), 3 << 16);
        pairs.CopyTo(message.AsSpan(8));
        return message;
    }

    Step Answer(ReadOnlySpan<byte> bytes, bool isOver)
    {
        var (version, isTrusted) = ((string?)null, false);
        for (var message = 0; message < MostMessages; message++)
        {
            if (!TryMessage(bytes, out var type, out var body, out var size))
            {
                if (!isOver) return Step.Wait;
                return isTrusted ? Trusted(version) : Step.NotThis;
            }
            bytes = bytes[size..];
            switch ((char)type)
            {
                case 'R' when body.Length >= 4 && BinaryPrimitives.ReadInt32BigEndian(body) == 0:
                    isTrusted = true;
                    break;
                case 'R' when body.Length >= 4:
                    return Told($"user postgres must authenticate ({Method(BinaryPrimitives.ReadInt32BigEndian(body))})", Authentication.Required);
                case 'S' when isTrusted && body.StartsWith("server_version\0"u8):
                    version = Said.Text(body["server_version\0".Length..].TrimEnd((byte)0));
                    break;
                case 'Z' when isTrusted:
                    return Trusted(version);
                case 'E':
                    return isTrusted ? Trusted(version) : Refused(body);
            }
        }
        return isTrusted ? Trusted(version) : Step.NotThis;
    }

    static bool TryMessage(ReadOnlySpan<byte> bytes, out byte type, out ReadOnlySpan<byte> body, out int size)
    {
        (type, size) = (0, 0);
        body = default;
        if (bytes.Length < 5) return false;
        var length = BinaryPrimitives.ReadInt32BigEndian(bytes[1..]);
        if (length < 4 || bytes.Length - 1 < length) return false;
        (type, size) = (bytes[0], 1 + length);
        body = bytes[5..size];
        return true;
    }

    Step Trusted(string? version) => Told("user postgres is let in without a password (AuthenticationOk)", Authentication.None, version);

    // Fields of a letter and a text: 'C' the SQL state, 'M' the message.
    Step Refused(ReadOnlySpan<byte> body)
    {
        var (state, message) = ("", "");
        while (!body.IsEmpty && body[0] != 0)
        {
            var end = body.IndexOf((byte)0);
            if (end < 0) break;
            if (body[0] == 'C') state = Said.Line(body[1..end]);
            if (body[0] == 'M') message = Said.Line(body[1..end]);
            body = body[(end + 1)..];
        }
        // Class 28: invalid authorization, such as no line of pg_hba.conf for us.
        var authentication = state.StartsWith("28", StringComparison.Ordinal) ? Authentication.Required : Authentication.Unknown;
        return Told($"a start-up message was answered {state} {message}", authentication);
    }

    Step Told(string evidence, Authentication authentication, string? version = null) => Step.Told(new Heard("postgresql", evidence)
    {
        Product = "PostgreSQL",
        Version = version,
        Authentication = authentication,
        Details = new Dictionary<string, string> { ["tls"] = tls },
    }, Terminate);

    static string Method(int code) => code switch
    {
        3 => "password",
        5 => "md5",
        7 or 8 => "gss",
        9 => "sspi",
        10 => "scram",
        _ => $"method {code}",
    };
}
