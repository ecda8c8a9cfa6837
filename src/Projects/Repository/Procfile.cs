using Berth.Model.Repository;

namespace Berth.Projects.Repository;

/// <summary>Procfile: "name: command" lines, as foreman reads them.</summary>
static class Procfile
{
    public static IEnumerable<PortDeclaration> Read(SourceText source, FolderSettings settings)
    {
        foreach (var (line, offset) in source.Lines())
        {
            var colon = line.IndexOf(':');
            if (colon < 1 || line.StartsWith('#') || !line[..colon].All(static character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-')) continue;
            var unit = Units.OfEntry(source.Path, line[..colon]);
            foreach (var found in Declare.Command(source, line[(colon + 1)..], offset + colon + 1, unit, settings))
                yield return found with { Choice = new FileChoice($"{source.Folder}/Procfile", source.Name) };
        }
    }
}
