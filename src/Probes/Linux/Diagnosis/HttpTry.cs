using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using Berth.Model.Diagnosis;
using Berth.Protocols.Dialogues.Http;

namespace Berth.Probes.Linux.Diagnosis;

/// <summary>Sends one GET over a stream and reads the answer to its end, or the beginning of a long one: few bytes, little time, nothing kept.</summary>
[SupportedOSPlatform("linux")]
sealed class HttpTry(TimeProvider clock)
{
    // For the headers; for the next bytes of a body, before it counts as stalled; for all of it, before it is left to go on.
    static readonly TimeSpan patience = TimeSpan.FromSeconds(1.5), forMore = TimeSpan.FromSeconds(1), most = TimeSpan.FromSeconds(3);

    // What is no HTTP has said what it is in its first line.
    static readonly TimeSpan forOtherWords = TimeSpan.FromMilliseconds(200);
    const int MostBytes = 64 * 1024, MostText = 2048;
    const int MostCookies = 20, LongestCookie = 1024;

    /// <param name="cookies">A Cookie header's value; empty: none is sent.</param>
    public async Task<HttpAttempt> AskAsync(Stream stream, string host, string path, string cookies = "")
    {
        var start = clock.GetTimestamp();
        var answer = new byte[MostBytes];
        var (length, isLastWait) = (0, false);
        var (ifEmpty, end) = (HttpOutcome.Closed, HttpEnd.Cut);
        try
        {
            using var limit = new CancellationTokenSource(patience, clock);
            await stream.WriteAsync(Request(host, path, cookies), limit.Token).ConfigureAwait(false);
            for (int read; (read = await stream.ReadAsync(answer.AsMemory(length), limit.Token).ConfigureAwait(false)) > 0;)
            {
                length += read;
                var left = most - clock.GetElapsedTime(start);
                if (IsWhole(answer.AsSpan(0, length)) || length == MostBytes || left <= TimeSpan.Zero)
                {
                    end = HttpEnd.Whole;
                    break;
                }
                if (HttpReply.Read(answer.AsSpan(0, length)) is not null)
                {
                    isLastWait = left < forMore;
                    limit.CancelAfter(isLastWait ? left : forMore);
                }
                else if (length >= 7 && !HttpReply.LooksLikeHttp(answer.AsSpan(0, length))) limit.CancelAfter(forOtherWords);
            }
        }
        catch (OperationCanceledException)
        {
            ifEmpty = HttpOutcome.Silent;
            // Bytes that kept coming are an answer that goes on. The time that has passed tells nothing: timers are early by some milliseconds.
            end = isLastWait ? HttpEnd.Whole : HttpEnd.Stalled;
        }
        catch (Exception cut) when (cut is IOException or SocketException)
        {
            // What came before the cut is the answer.
        }
        return Read(answer.AsSpan(0, length), ifEmpty, host, clock.GetElapsedTime(start), end);
    }

    static byte[] Request(string host, string path, string cookies) => Encoding.ASCII.GetBytes(
        $"GET {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: berth-doctor\r\nAccept: text/html, */*\r\n"
        + (cookies.Length == 0 ? "" : $"Cookie: {cookies}\r\n") + "Connection: close\r\n\r\n");

    static bool IsWhole(ReadOnlySpan<byte> bytes) => HttpReply.Read(bytes) is { } reply && (reply.IsComplete || IsStream(reply));

    // Server-sent events, and pictures that replace each other: there is no end to wait for.
    static bool IsStream(HttpReply reply) => reply.Header("Content-Type") is { } type
        && (type.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) || type.StartsWith("multipart/x-mixed-replace", StringComparison.OrdinalIgnoreCase));

    /// <param name="ifEmpty">What it means that no byte came.</param>
    /// <param name="end">How the reading ended; an answer that the connection's end completes is whole.</param>
    internal static HttpAttempt Read(ReadOnlySpan<byte> bytes, HttpOutcome ifEmpty, string host, TimeSpan took, HttpEnd end = HttpEnd.Whole)
    {
        if (bytes.IsEmpty) return new HttpAttempt(ifEmpty, host, 0, "", took);
        // RFC 8446, section 5.1: a record of type alert (21), version 3.x.
        if (bytes.Length > 2 && bytes[0] == 21 && bytes[1] == 3) return new HttpAttempt(HttpOutcome.SpeaksTls, host, 0, "", took);
        if (!TryStatus(bytes, out var status)) return new HttpAttempt(HttpOutcome.NotHttp, host, 0, Cut.To(Encoding.UTF8.GetString(bytes), MostText), took);
        if (HttpReply.Read(bytes) is not { } reply) return new HttpAttempt(HttpOutcome.Answered, host, status, "", took) { End = end };
        var isWhole = reply.IsComplete || (reply.EndsWithClose && end == HttpEnd.Cut);
        return new HttpAttempt(HttpOutcome.Answered, host, status, Cut.To(reply.BodyText, MostText), took)
        {
            End = isWhole ? HttpEnd.Whole : end,
            BodyBytes = reply.Body.Length,
            BodyPromised = reply.Length,
            Location = reply.Header("Location") is { } location ? Cut.To(location, MostText) : null,
            Cookies = [.. reply.Headers("Set-Cookie").Select(Cookie).Where(static cookie => cookie.Length is > 0 and <= LongestCookie).Take(MostCookies)],
        };
    }

    // "id=1; Path=/; HttpOnly"
    static string Cookie(string header) => header.Split(';')[0].Trim();

    // "HTTP/1.1 200 OK"
    static bool TryStatus(ReadOnlySpan<byte> bytes, out int status)
    {
        status = 0;
        if (bytes.Length < 12 || !HttpReply.LooksLikeHttp(bytes) || bytes[8] != ' ') return false;
        return int.TryParse(bytes.Slice(9, 3), out status) && status is >= 100 and <= 599;
    }
}
