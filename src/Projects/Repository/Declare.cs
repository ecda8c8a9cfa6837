using Berth.Model.Addressing;
using Berth.Model.Repository;

namespace Berth.Projects.Repository;

/// <summary>Makes declarations out of what readers find.</summary>
static class Declare
{
    const int LongestText = 100;

    public static PortDeclaration At(SourceText source, int offset, string unit, DeclarationKind kind, string text, PortRange? ports, InetAddress? address = null)
    {
        var (line, column) = source.PlaceOf(Math.Clamp(offset, 0, Math.Max(0, source.Text.Length - 1)));
        return new PortDeclaration
        {
            Path = source.Path, Line = line, Column = column, Unit = unit, Kind = kind, Ports = ports, Address = address,
            Text = Short(text),
        };
    }

    public static string Short(string text)
    {
        var shown = text.Trim();
        return shown.Length > LongestText ? $"{shown[..LongestText]}..." : shown;
    }

    /// <summary>What a command listens on; <paramref name="offset"/> is where the command begins in the file.</summary>
    /// <param name="settings">Of the folder that it runs in.</param>
    public static IEnumerable<PortDeclaration> Command(SourceText source, string command, int offset, string unit, FolderSettings settings)
    {
        foreach (var listener in StartCommand.Read(command))
        {
            var (port, from) = StartPort.Of(listener, settings);
            // What a file of the folder says for the folder stands there already.
            if (from is PortSource.Environment or PortSource.Configuration && unit == Units.OfFolder(source.Folder)) port = null;
            if (port is null && listener.Address is not { IsWildcard: true }) continue;
            yield return At(source, offset + listener.Offset, unit, DeclarationKind.Listens, listener.Text, port is { } number ? PortRange.Single(number) : null, listener.Address) with
            {
                IsImplied = from == PortSource.Framework, IsAddressImplied = listener.IsAddressImplied, IsForBrowsers = listener.IsForBrowsers,
            };
        }
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
