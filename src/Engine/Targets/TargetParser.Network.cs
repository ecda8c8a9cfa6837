using Berth.Model.Addressing;

namespace Berth.Engine.Targets;

// Ports, addresses and endpoints.
public static partial class TargetParser
{
    const string EndpointForms = "127.0.0.1:3000, [::1]:3000, localhost:3000 or *:3000";
    const string PortForms = "a whole number from 0 to 65535, such as 3000 or 53/udp";

    static TargetResult ParseNetwork(string typed, string text, Protocol? protocol)
    {
        if (TakeProtocolSuffix(ref text) is { } suffix) protocol ??= suffix;
        if (text.Length == 0) return new TargetError($"{Excerpt.Of(typed)} names no port", PortForms);
        if (IsNumber(text)) return ParsePort(typed, text, protocol);
        if (IsRange(text)) return new TargetError($"{Excerpt.Of(text)} is a range: ask about one port at a time", PortForms);
        if (TrySplitUnbracketed(text, out var bare)) return Endpoint(typed, TargetHost.Of(bare.Address), bare.Port, protocol);
        if (text[0] != '*' && TargetHost.TryParse(text, out var host) && (host.Address is not null || host.IsLocalhostName))
            return new AddressTarget(typed, host);
        if (text[0] == '[' && !text.Contains(']', StringComparison.Ordinal))
            return new TargetError($"{Excerpt.Of(text)} opens a bracket and does not close it", EndpointForms);
        var colon = text.LastIndexOf(':');
        if (colon >= 0) return ParseEndpoint(typed, text[..colon], text[(colon + 1)..], protocol);
        return ParseBareWord(typed, text, protocol);
    }

    static TargetResult ParseEndpoint(string typed, string host, string port, Protocol? protocol)
    {
        if (!IsNumber(port)) return new TargetError($"{Excerpt.Of(port)} is not a port: ports are numbers from 0 to {Model.Addressing.Port.Max}", EndpointForms);
        if (host.Length == 0) return Endpoint(typed, TargetHost.Any, port, protocol);
        if (!TargetHost.TryParse(host, out var at)) return new TargetError($"{Excerpt.Of(host)} is neither an address nor a host name", EndpointForms);
        return Endpoint(typed, at, port, protocol);
    }

    static TargetResult Endpoint(string typed, TargetHost host, string port, Protocol? protocol) =>
        Port.TryParse(port, out var number) ? new EndpointTarget(typed, host, number, protocol) : NotAPort(port);

    static TargetResult ParsePort(string typed, string digits, Protocol? protocol) =>
        Port.TryParse(digits, out var number) ? new PortTarget(typed, number, protocol) : NotAPort(digits);

    static TargetError NotAPort(string text) => new($"{Excerpt.Of(text)} is not a port: ports are 0 to {Model.Addressing.Port.Max}", PortForms);

    static TargetResult ParseBareWord(string typed, string word, Protocol? protocol)
    {
        if (word.All(c => char.IsAsciiDigit(c) || c == '.'))
            return new TargetError($"{Excerpt.Of(word)} is not an address: IPv4 has four numbers from 0 to 255", EndpointForms);
        if (protocol is not null || !IsName(word)) return new TargetError($"{Excerpt.Of(typed)} was not understood", TargetError.Everything);
        return UnitSuffixes.Any(word.EndsWith) ? new UnitTarget(typed, word) : new NameTarget(typed, word);
    }

    static readonly string[] UnitSuffixes = [".service", ".socket", ".scope", ".slice", ".timer", ".target", ".mount"];

    /// <summary>
    /// ":::3000" and "::1:3000", as node prints them. The second is by the letter one IPv6 address; nobody who types it means
    /// that one.
    /// </summary>
    static bool TrySplitUnbracketed(string text, out (InetAddress Address, string Port) parts)
    {
        parts = default;
        var colon = text.LastIndexOf(':');
        if (colon < 2 || text[0] != ':' || !IsNumber(text.AsSpan(colon + 1))) return false;
        if (!InetAddress.TryParse(text.AsSpan(0, colon), out var address) || !(address.IsLoopback || address.IsWildcard)) return false;
        parts = (address, text[(colon + 1)..]);
        return true;
    }

    static Protocol? TakeProtocolSuffix(ref string text)
    {
        var slash = text.LastIndexOf('/');
        if (slash < 0) return null;
        var (head, tail) = (text[..slash], text[(slash + 1)..].ToLowerInvariant());
        Protocol? protocol = tail is "tcp" or "tcp4" or "tcp6" ? Protocol.Tcp : tail is "udp" or "udp4" or "udp6" ? Protocol.Udp : null;
        // "tcp/3000" is as common as "3000/tcp".
        if (protocol is null && head.ToLowerInvariant() is "tcp" or "udp")
        {
            text = tail;
            return head[0] is 't' or 'T' ? Protocol.Tcp : Protocol.Udp;
        }
        if (protocol is not null) text = head;
        return protocol;
    }

    // With a sign, so that "-1" is answered as the number it is.
    static bool IsNumber(ReadOnlySpan<char> text)
    {
        if (text is ['-' or '+', ..]) text = text[1..];
        return !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
    }

    static bool IsRange(ReadOnlySpan<char> text)
    {
        var dash = text.IndexOf('-');
        return dash > 0 && IsNumber(text[..dash]) && IsNumber(text[(dash + 1)..].TrimStart('-'));
    }
}
