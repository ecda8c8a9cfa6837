using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using Berth.Model;

namespace Berth.Probes.Linux.Diagnosis;

/// <summary>Sends one GET over a stream and reads the beginning of the answer: few bytes, little time, nothing kept.</summary>
[SupportedOSPlatform("linux")]
sealed class HttpTry(TimeProvider clock)
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(1.5), forTheRest = TimeSpan.FromMilliseconds(200);
    const int MostBytes = 8 * 1024, MostText = 2048;

    public async Task<HttpAttempt> AskAsync(Stream stream, string host, string path)
    {
        var start = clock.GetTimestamp();
        var answer = new byte[MostBytes];
        var length = 0;
        var outcome = HttpOutcome.Closed;
        try
        {
            using var limit = new CancellationTokenSource(patience, clock);
            await stream.WriteAsync(Request(host, path), limit.Token).ConfigureAwait(false);
            for (int read; length < MostBytes && (read = await stream.ReadAsync(answer.AsMemory(length), limit.Token).ConfigureAwait(false)) > 0;)
            {
                length += read;
                if (HasHeaders(answer.AsSpan(0, length))) limit.CancelAfter(forTheRest);
            }
        }
        catch (OperationCanceledException)
        {
            outcome = HttpOutcome.Silent;
        }
        catch (Exception cut) when (cut is IOException or SocketException)
        {
            // What came before the cut is the answer.
        }
        return Read(answer.AsSpan(0, length), outcome, host, clock.GetElapsedTime(start));
    }

    static byte[] Request(string host, string path) => Encoding.ASCII.GetBytes(
        $"GET {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: berth-doctor\r\nAccept: text/html, */*\r\nConnection: close\r\n\r\n");

    static bool HasHeaders(ReadOnlySpan<byte> bytes) => bytes.IndexOf("\r\n\r\n"u8) >= 0;

    internal static HttpAttempt Read(ReadOnlySpan<byte> bytes, HttpOutcome ifEmpty, string host, TimeSpan took)
    {
        if (bytes.IsEmpty) return new HttpAttempt(ifEmpty, host, 0, "", took);
        // RFC 8446, section 5.1: a record of type alert (21), version 3.x.
        if (bytes.Length > 2 && bytes[0] == 21 && bytes[1] == 3) return new HttpAttempt(HttpOutcome.SpeaksTls, host, 0, "", took);
        var text = Encoding.UTF8.GetString(bytes);
        if (!TryStatus(bytes, out var status)) return new HttpAttempt(HttpOutcome.NotHttp, host, 0, Cut(text), took);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return new HttpAttempt(HttpOutcome.Answered, host, status, end < 0 ? "" : Cut(text[(end + 4)..]), took)
        {
            Location = Header(end < 0 ? text : text[..end], "location"),
        };
    }

    // "HTTP/1.1 200 OK"
    static bool TryStatus(ReadOnlySpan<byte> bytes, out int status)
    {
        status = 0;
        if (bytes.Length < 12 || !bytes.StartsWith("HTTP/"u8) || bytes[8] != ' ') return false;
        return int.TryParse(bytes.Slice(9, 3), out status) && status is >= 100 and <= 599;
    }

    static string? Header(string head, string name)
    {
        foreach (var line in head.Split("\r\n"))
            if (line.Length > name.Length && line[name.Length] == ':' && line.StartsWith(name, StringComparison.OrdinalIgnoreCase)) return Cut(line[(name.Length + 1)..].Trim());
        return null;
    }

    static string Cut(string text) => text.Length <= MostText ? text : text[..MostText];
}
