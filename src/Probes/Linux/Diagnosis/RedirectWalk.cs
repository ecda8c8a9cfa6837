using System.Net.Sockets;
using System.Runtime.Versioning;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;

namespace Berth.Probes.Linux.Diagnosis;

/// <summary>Follows redirects as a browser does, cookies included, as long as they stay on this machine.</summary>
[SupportedOSPlatform("linux")]
sealed class RedirectWalk(TimeProvider clock)
{
    // Browsers give up after 20.
    const int Most = 20;

    readonly HttpTry http = new(clock);
    readonly TlsTry tls = new(clock);

    /// <param name="from">What was asked for.</param>
    /// <param name="at">Where it was asked.</param>
    public async Task<HttpAttempt> FollowAsync(Uri from, Endpoint at, HttpAttempt first)
    {
        if (!IsRedirect(first)) return first;
        var steps = new List<Redirect>();
        var cookies = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var been = new HashSet<string>(StringComparer.Ordinal) { Key(from, cookies) };
        for (var (here, answer) = (from, first); ;)
        {
            if (!IsRedirect(answer)) return Ended(RedirectEnd.Arrived);
            Keep(answer.Cookies, cookies);
            if (Next(here, answer.Location!, from) is not { } next)
            {
                steps.Add(new Redirect(answer.Location!, null));
                return Ended(RedirectEnd.Elsewhere);
            }
            if (!been.Add(Key(next, cookies)) || steps.Count == Most)
            {
                steps.Add(new Redirect(Url(next), null));
                return Ended(RedirectEnd.Circle);
            }
            var said = await AskAsync(next, Places(next, from, at), Header(cookies)).ConfigureAwait(false);
            steps.Add(new Redirect(Url(next), said));
            if (said is null) return Ended(RedirectEnd.NobodyThere);
            (here, answer) = (next, said);
        }

        HttpAttempt Ended(RedirectEnd end) => first with { Trail = new RedirectTrail(steps, end) };
    }

    // RFC 9110, section 15.4.
    static bool IsRedirect(HttpAttempt answer) => answer is { Outcome: HttpOutcome.Answered, Status: 301 or 302 or 303 or 307 or 308, Location.Length: > 0 };

    /// <summary>Where a redirect leads; null where it is not this machine, or not HTTP.</summary>
    internal static Uri? Next(Uri here, string location, Uri from)
    {
        if (!Uri.TryCreate(here, location, out var next) || next.Scheme is not ("http" or "https")) return null;
        return next.IdnHost.Equals(from.IdnHost, StringComparison.OrdinalIgnoreCase) || IsLocalhost(next) ? next : null;
    }

    static bool IsLocalhost(Uri place) => place.IsLoopback || place.IdnHost.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    static IEnumerable<InetAddress> Places(Uri next, Uri from, Endpoint at)
    {
        if (InetAddress.TryParse(next.IdnHost.Trim('[', ']'), out var literal)) return [literal];
        var isSame = next.IdnHost.Equals(from.IdnHost, StringComparison.OrdinalIgnoreCase);
        IEnumerable<InetAddress> loopback = IsLocalhost(next) ? [InetAddress.LoopbackV4, InetAddress.LoopbackV6] : [];
        return (isSame ? loopback.Prepend(at.Address) : loopback).Distinct();
    }

    async Task<HttpAttempt?> AskAsync(Uri next, IEnumerable<InetAddress> places, string cookies)
    {
        var host = next.IsDefaultPort ? next.IdnHost : $"{next.IdnHost}:{next.Port}";
        foreach (var place in places)
        {
            try
            {
                using var socket = await ConnectTry.OpenAsync(new Endpoint(Protocol.Tcp, place, new Port((ushort)next.Port)), clock).ConfigureAwait(false);
                var raw = new NetworkStream(socket, ownsSocket: false);
                await using (raw.ConfigureAwait(false))
                {
                    if (next.Scheme == "http") return await http.AskAsync(raw, host, next.PathAndQuery, cookies).ConfigureAwait(false);
                    var (shaken, inside) = await tls.ShakeAsync(raw, next.IdnHost).ConfigureAwait(false);
                    if (inside is null) return new HttpAttempt(shaken.Outcome == TlsOutcome.Silent ? HttpOutcome.Silent : HttpOutcome.Closed, host, 0, "", shaken.Took);
                    await using (inside.ConfigureAwait(false)) return await http.AskAsync(inside, host, next.PathAndQuery, cookies).ConfigureAwait(false);
                }
            }
            catch (Exception refused) when (refused is SocketException or OperationCanceledException)
            {
                // The name's next address, as a client would.
            }
        }
        return null;
    }

    static void Keep(IReadOnlyList<string> set, SortedDictionary<string, string> cookies)
    {
        const int most = 50;
        foreach (var cookie in set)
            if (cookie.IndexOf('=') is var end and > 0 && cookies.Count < most) cookies[cookie[..end]] = cookie[(end + 1)..];
    }

    static string Header(SortedDictionary<string, string> cookies) => string.Join("; ", cookies.Select(static cookie => $"{cookie.Key}={cookie.Value}"));

    static string Key(Uri place, SortedDictionary<string, string> cookies) => $"{Url(place)} {Header(cookies)}";

    static string Url(Uri place) => place.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped);
}
