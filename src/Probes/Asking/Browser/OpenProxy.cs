using System.Net;
using System.Net.Sockets;
using Berth.Probes.Asking.Wire;
using Berth.Protocols.Dialogues.Http;

namespace Berth.Probes.Asking.Browser;

/// <summary>
/// A forward proxy that takes anybody's CONNECT leads into this machine's loopback. Asked only of what says that it is a proxy, and
/// only to a port of ours on which nothing listens. One connection.
/// </summary>
static class OpenProxy
{
    /// <summary>"yes", "no" or "unclear"; null when it is no proxy.</summary>
    public static async Task<string?> TryAsync(WebService web, HttpReply root, CancellationToken cancel)
    {
        if (!IsProxy(root)) return null;
        // Bound and not listening: nobody else can take the port meanwhile, and connecting to it fails at once.
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var place = closed.LocalEndPoint!.ToString()!;
        return Judge(await web.AskAsync(web.Get(place) with { Method = "CONNECT", Host = place }, cancel).ConfigureAwait(false));
    }

    internal static bool IsProxy(HttpReply root)
    {
        if (root.Status == 407 || root.Header("Proxy-Agent") is not null || root.Header("X-Squid-Error") is not null) return true;
        foreach (var name in (ReadOnlySpan<string>)["squid", "tinyproxy", "privoxy", "mitmproxy", "3proxy"])
            if (root.Header("Server")?.Contains(name, StringComparison.OrdinalIgnoreCase) == true) return true;
        return false;
    }

    // It tried, and met the closed port: 502, 503 or 504, of tinyproxy 500. One that lets nobody through says 403 (tinyproxy: utils.c, connect.c).
    internal static string Judge(HttpReply? reply) => reply?.Status switch
    {
        200 or 500 or 502 or 503 or 504 => "yes",
        401 or 403 or 405 or 407 => "no",
        _ => "unclear",
    };
}
