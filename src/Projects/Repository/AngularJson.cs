using Berth.Model.Addressing;
using Berth.Model.Repository;

namespace Berth.Projects.Repository;

/// <summary>angular.json: the options of each project's `serve` target.</summary>
static class AngularJson
{
    public static IEnumerable<PortDeclaration> Read(SourceText source)
    {
        foreach (var value in JsonStrings.Read(source.Text))
        {
            if (!value.Path.Contains("/serve/", StringComparison.Ordinal)) continue;
            var unit = Units.OfEntry(source.Path, value.Path.Split('/') is [_, var project, ..] ? project : "serve");
            if (value.Path.EndsWith("/options/port", StringComparison.Ordinal) && Port.TryParse(value.Text, out var port) && port.Number > 0)
                yield return Declare.At(source, value.Offset, unit, DeclarationKind.Listens, $"port: {value.Text}", PortRange.Single(port)) with { IsForBrowsers = true };
            if (value.Path.EndsWith("/options/host", StringComparison.Ordinal) && StartCommand.Address(value.Text) is { IsWildcard: true } everywhere)
                yield return Declare.At(source, value.Offset, unit, DeclarationKind.Listens, $"host: {value.Text}", null, everywhere);
        }
    }
}
