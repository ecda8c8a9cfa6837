using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using Berth.Model.Diagnosis;

namespace Berth.Probes.Linux.Diagnosis;

/// <summary>Says nothing, and watches what the server does by itself: greet, wait, or hang up.</summary>
[SupportedOSPlatform("linux")]
sealed class UnaskedTry(TimeProvider clock)
{
    static readonly TimeSpan patience = TimeSpan.FromMilliseconds(500);
    const int MostBytes = 512;

    /// <summary>The server cut the connection before anything could be read.</summary>
    public static UnaskedAttempt Cut(TimeSpan took) => new(UnaskedOutcome.Closes, "", took);

    public async Task<UnaskedAttempt> WatchAsync(Stream stream)
    {
        var start = clock.GetTimestamp();
        var greeting = new byte[MostBytes];
        try
        {
            using var limit = new CancellationTokenSource(patience, clock);
            var length = await stream.ReadAsync(greeting, limit.Token).ConfigureAwait(false);
            return length == 0 ? Of(UnaskedOutcome.Closes) : Of(UnaskedOutcome.Greets, Encoding.UTF8.GetString(greeting.AsSpan(0, length)));
        }
        catch (OperationCanceledException)
        {
            return Of(UnaskedOutcome.StaysOpen);
        }
        catch (Exception cut) when (cut is IOException or SocketException)
        {
            return Of(UnaskedOutcome.Closes);
        }

        UnaskedAttempt Of(UnaskedOutcome outcome, string text = "") => new(outcome, text, clock.GetElapsedTime(start));
    }
}
