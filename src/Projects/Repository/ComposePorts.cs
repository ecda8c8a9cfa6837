using Berth.Model.Addressing;

namespace Berth.Projects.Repository;

/// <summary>The notations of a compose file's `ports:` (compose specification, "ports").</summary>
static class ComposePorts
{
    /// <param name="Address">Null: on all.</param>
    /// <param name="Host">Null: the engine chooses.</param>
    public sealed record Published(InetAddress? Address, PortRange? Host, PortRange Inside, Protocol Protocol);

    /// <summary>Without variables: "8080:80", "127.0.0.1:8080:80/udp", "[::1]:80:80", "3000-3005:3000-3005", "3000".</summary>
    public static Published? Short(string text)
    {
        var protocol = text.EndsWith("/udp", StringComparison.OrdinalIgnoreCase) ? Protocol.Udp : Protocol.Tcp;
        text = text.Split('/')[0];
        var inner = text[(text.LastIndexOf(':') + 1)..];
        if (Range(inner) is not { } inside) return null;
        if (inner.Length == text.Length) return new Published(null, null, inside, protocol);
        text = text[..^(inner.Length + 1)];
        var colon = text.EndsWith(']') ? text.Length : text.LastIndexOf(':');
        var host = text[(colon < 0 ? 0 : Math.Min(colon + 1, text.Length))..];
        InetAddress? address = colon > 0 && InetAddress.TryParse(text.AsSpan(0, colon), out var at) ? at : null;
        return host.Length == 0 ? new Published(address, null, inside, protocol) : Range(host) is { } ports ? new Published(address, ports, inside, protocol) : null;
    }

    public static PortRange? Range(string text)
    {
        var parts = text.Split('-');
        if (parts.Length > 2 || !Port.TryParse(parts[0], out var first) || !Port.TryParse(parts[^1], out var last)) return null;
        return first.Number > 0 && first <= last ? new PortRange(first, last) : null;
    }
}
