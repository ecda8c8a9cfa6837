using Berth.Model;

namespace Berth.Projects.Repository;

/// <summary>Makes declarations out of what readers find.</summary>
static class Declare
{
    const int LongestText = 100;

    public static PortDeclaration At(SourceText source, int offset, string unit, DeclarationKind kind, string text, PortRange? ports, InetAddress? address = null)
    {
        var (line, column) = source.PlaceOf(Math.Clamp(offset, 0, Math.Max(0, source.Text.Length - 1)));
        var shown = text.Trim();
        return new PortDeclaration
        {
            Path = source.Path, Line = line, Column = column, Unit = unit, Kind = kind, Ports = ports, Address = address,
            Text = shown.Length > LongestText ? $"{shown[..LongestText]}..." : shown,
        };
    }

    /// <summary>What a command listens on; <paramref name="offset"/> is where the command begins in the file.</summary>
    public static IEnumerable<PortDeclaration> Command(SourceText source, string command, int offset, string unit)
    {
        foreach (var listener in StartCommand.Read(command))
            if (listener.Port is not null || listener.Address is { IsWildcard: true })
                yield return At(source, offset + listener.Offset, unit, DeclarationKind.Listens, listener.Text, listener.Port is { } port ? PortRange.Single(port) : null, listener.Address) with
                {
                    IsImplied = listener.IsImplied, IsAddressImplied = listener.IsAddressImplied, IsForBrowsers = listener.IsForBrowsers,
                };
    }

    /// <summary>A URL such as "http://*:5000" that a server is told to listen on; null when it has no port.</summary>
    public static PortDeclaration? Url(SourceText source, string url, int offset, string unit)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 1) return null;
        var rest = url[(scheme + 3)..].Split('/', '?')[0];
        var colon = rest.LastIndexOf(':');
        if (colon < 0 || !Port.TryParse(rest.AsSpan(colon + 1), out var port) || port.Number == 0) return null;
        return At(source, offset, unit, DeclarationKind.Listens, url, PortRange.Single(port), StartCommand.Address(rest[..colon])) with { IsForBrowsers = true };
    }
}
