using Berth.Protocols.Dialogues.Http;

namespace Berth.Probes.Asking;

/// <summary>How services answer a question in a protocol that is not theirs: often it tells which one is.</summary>
static class OtherWords
{
    /// <summary>The protocol to ask for; null when the words tell nothing.</summary>
    public static string? Suggest(ReadOnlySpan<byte> answer)
    {
        if (IsTls(answer)) return "tls";
        if (HttpReply.LooksLikeHttp(answer)) return "http";
        if (answer.StartsWith("-ERR"u8) || answer.StartsWith("-NOAUTH"u8) || answer.StartsWith("-DENIED"u8)) return "redis";
        if (answer.StartsWith("ERROR\r\n"u8) || answer.StartsWith("CLIENT_ERROR"u8)) return "memcached";
        if (answer.StartsWith("AMQP"u8)) return "amqp";
        // An ErrorResponse of PostgreSQL: 'E', a length below 2^16, then fields that begin with the severity.
        return answer.Length > 6 && answer[0] == 'E' && answer[1] == 0 && answer[2] == 0 && answer[5] == 'S' ? "postgresql" : null;
    }

    /// <summary>Words inside a true HTTP answer.</summary>
    public static string? InHttp(HttpReply reply)
    {
        // Both talk HTTP only to say that they do not.
        var body = reply.BodyText;
        if (body.Contains("trying to access MongoDB over HTTP", StringComparison.Ordinal)) return "mongodb";
        return reply.Status == 400 && (body.Contains("HTTP request to an HTTPS server", StringComparison.Ordinal) || body.Contains("plain HTTP request was sent to HTTPS port", StringComparison.Ordinal)) ? "tls" : null;
    }

    /// <summary>A TLS record: handshake or alert, version 3.x (RFC 8446, section 5.1).</summary>
    public static bool IsTls(ReadOnlySpan<byte> bytes) => bytes.Length >= 3 && bytes[0] is (0x15 or 0x16) && bytes[1] == 3 && bytes[2] <= 4;
}
