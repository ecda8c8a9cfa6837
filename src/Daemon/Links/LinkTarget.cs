using System.Globalization;
using System.Net;
using Berth.Model.Addressing;

namespace Berth.Daemon.Links;

/// <summary>Where a link leads.</summary>
/// <param name="Host">An address, or a name that is looked up for each connection.</param>
readonly record struct LinkTarget(string Host, Port Port)
{
    const int LongestName = 253; // RFC 1035, section 2.3.4, without the lengths

    public static string Loopback => InetAddress.LoopbackV4.ToString();

    public EndPoint EndPoint =>
        IPAddress.TryParse(Host, out var address) ? new IPEndPoint(address, Port.Number) : new DnsEndPoint(Host, Port.Number);

    /// <summary>This machine by its loopback addresses, or by those that stand for all of them.</summary>
    public bool IsHere => IPAddress.TryParse(Host, out var address)
        ? IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
        : Host == "localhost" || Host.EndsWith(".localhost", StringComparison.Ordinal);

    /// <summary>"127.0.0.1:5432", "[::1]:5432", "db.example:5432".</summary>
    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    /// <summary>"5432", ":5432" or "host:port". The host is empty when it was not said; null when it is none of these.</summary>
    public static LinkTarget? Read(string text)
    {
        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? "" : text[..colon];
        if (!Port.TryParse(text.AsSpan(colon + 1), out var port) || port.Number == 0) return null;
        if (host.Length == 0) return new LinkTarget("", port);
        if (host[0] == '[') return InetAddress.TryParse(host, out var v6) && host[^1] == ']' ? new LinkTarget(v6.ToString(), port) : null;
        if (InetAddress.TryParse(host, out var address)) return address.Family == InetFamily.V4 ? new LinkTarget(host, port) : null;
        return IsName(host) ? new LinkTarget(host.ToLower(CultureInfo.InvariantCulture), port) : null;
    }

    // A name of digits alone is an address that was mistyped.
    static bool IsName(string host) => host.Length <= LongestName && host[0] != '-' && host.Any(char.IsAsciiLetter)
        && host.All(static one => char.IsAsciiLetterOrDigit(one) || one is '-' or '.' or '_');
}
