using System.Net.Sockets;
using System.Runtime.Versioning;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;

namespace Berth.Probes.Linux.Diagnosis;

/// <summary>Speaks with a server that accepted, in the order in which the least is said: what the target asks for, then what may be instead.</summary>
[SupportedOSPlatform("linux")]
sealed class Conversation(DiagnosisTarget target, bool speaksPerhapsHttp, TimeProvider clock)
{
    readonly HttpTry http = new(clock);
    readonly TlsTry tls = new(clock);
    readonly UnaskedTry unasked = new(clock);
    readonly RedirectWalk redirects = new(clock);

    string Host => target.Port.Number == (target.IsTls ? 443 : 80) ? target.HostInUrl : target.Place;

    public async Task<ConnectAttempt> HoldAsync(ConnectAttempt attempt)
    {
        if (speaksPerhapsHttp) attempt = await AskAsync(attempt).ConfigureAwait(false);
        // To have said nothing tells whether the words were to blame.
        var isAnswered = attempt.Tls is { IsDone: true } || attempt.Http is { Outcome: not HttpOutcome.Closed };
        if (!isAnswered) return attempt with { Unasked = await OverAsync(attempt.At, unasked.WatchAsync, UnaskedTry.Cut).ConfigureAwait(false) };
        return await FollowedAsync(attempt).ConfigureAwait(false);
    }

    async Task<ConnectAttempt> FollowedAsync(ConnectAttempt attempt)
    {
        if (attempt.Answer(target) is not { } answer) return attempt;
        var isInside = ReferenceEquals(answer, attempt.HttpOverTls);
        if (!Uri.TryCreate($"{(isInside ? "https" : "http")}://{target.Place}{target.Path}", UriKind.Absolute, out var from)) return attempt;
        answer = await redirects.FollowAsync(from, attempt.At, answer).ConfigureAwait(false);
        return isInside ? attempt with { HttpOverTls = answer } : attempt with { Http = answer };
    }

    async Task<ConnectAttempt> AskAsync(ConnectAttempt attempt)
    {
        if (target.IsTls)
        {
            attempt = await TlsAsync(attempt).ConfigureAwait(false);
            return attempt.Tls is { IsDone: false } ? await PlainAsync(attempt).ConfigureAwait(false) : attempt;
        }
        attempt = await PlainAsync(attempt).ConfigureAwait(false);
        // Servers of TLS answer plain text with an alert, with 400, with something of their own, or not at all.
        var mayBeTls = attempt.Http is { Outcome: HttpOutcome.SpeaksTls or HttpOutcome.NotHttp or HttpOutcome.Closed } or { Status: 400 };
        return mayBeTls ? await TlsAsync(attempt).ConfigureAwait(false) : attempt;
    }

    async Task<ConnectAttempt> PlainAsync(ConnectAttempt attempt)
    {
        var answer = await OverAsync(attempt.At, stream => http.AskAsync(stream, Host, target.Path)).ConfigureAwait(false);
        if (answer is null) return attempt;
        if (MayBeHostCheck(answer))
            answer = answer with { AsLocalhost = await OverAsync(attempt.At, stream => http.AskAsync(stream, $"localhost:{target.Port}", target.Path)).ConfigureAwait(false) };
        return attempt with { Http = answer };
    }

    async Task<ConnectAttempt> TlsAsync(ConnectAttempt attempt)
    {
        HttpAttempt? answer = null;
        var shaken = await OverAsync(attempt.At, async stream =>
        {
            var (result, inside) = await tls.ShakeAsync(stream, target.Host).ConfigureAwait(false);
            if (inside is null) return result;
            await using (inside.ConfigureAwait(false)) answer = await http.AskAsync(inside, Host, target.Path).ConfigureAwait(false);
            return result;
        }).ConfigureAwait(false);
        return attempt with { Tls = shaken, HttpOverTls = answer };
    }

    // 421: RFC 9110, section 15.5.20. A name is checked; whoever asks for localhost already has nothing to compare with.
    bool MayBeHostCheck(HttpAttempt answer) => answer.Status is 400 or 403 or 404 or 421 && target.Host != "localhost";

    /// <param name="ifCut">What it means that the server reset the connection before it was ours to speak on: a race that either may win.</param>
    async Task<T?> OverAsync<T>(Endpoint at, Func<Stream, Task<T>> speak, Func<TimeSpan, T>? ifCut = null) where T : class
    {
        var start = clock.GetTimestamp();
        try
        {
            using var socket = await ConnectTry.OpenAsync(at, clock).ConfigureAwait(false);
            var stream = new NetworkStream(socket, ownsSocket: false);
            await using (stream.ConfigureAwait(false)) return await speak(stream).ConfigureAwait(false);
        }
        catch (SocketException cut) when (ConnectTry.IsReset(cut))
        {
            return ifCut?.Invoke(clock.GetElapsedTime(start));
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException)
        {
            return null;
        }
    }
}
