using Berth.Model.Addressing;

namespace Berth.Model.Diagnosis;

/// <summary>What is said not to work, as a client would use it.</summary>
/// <param name="Text">As typed. May hold anything.</param>
/// <param name="Host">A name in lower case, or an address without brackets; "localhost" where none was typed.</param>
/// <param name="Address">The host, where it is an address.</param>
/// <param name="Scheme">Lower case; null when only a port or an endpoint was typed.</param>
/// <param name="Path">What follows the port in a URL, in ASCII: "/cart?id=1"; "/" otherwise.</param>
public sealed record DiagnosisTarget(string Text, string Host, InetAddress? Address, Port Port, string? Scheme, string Path)
{
    public bool IsTls => Scheme is "https" or "wss";

    /// <summary>Whether a request of HTTP is a fair question: a scheme that says so, or none at all.</summary>
    public bool MaySpeakHttp => Scheme is null or "http" or "https" or "ws" or "wss";

    /// <summary>RFC 6761, section 6.3.</summary>
    public bool IsLocalhostName => Address is null && (Host == "localhost" || IsBelowLocalhost);

    /// <summary>"shop.localhost": means loopback by the RFC, and to few resolvers.</summary>
    public bool IsBelowLocalhost => Address is null && Host.EndsWith(".localhost", StringComparison.Ordinal);

    /// <summary>The host as it stands in a URL: an IPv6 address in brackets.</summary>
    public string HostInUrl => Address is { Family: InetFamily.V6 } ? $"[{Host}]" : Host;

    public string Place => $"{HostInUrl}:{Port}";

    /// <summary>The scheme that a client would use.</summary>
    public string ClientScheme => Scheme ?? "http";
}
