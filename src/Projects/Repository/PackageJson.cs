using Berth.Model.Repository;

namespace Berth.Projects.Repository;

/// <summary>package.json: the scripts, and what their commands listen on.</summary>
static class PackageJson
{
    public static IEnumerable<PortDeclaration> Read(SourceText source, FolderSettings settings)
    {
        foreach (var value in JsonStrings.Read(source.Text))
            if (value.Path.StartsWith("scripts/", StringComparison.Ordinal))
                foreach (var found in Declare.Command(source, value.Text, value.Offset, Units.OfFolder(source.Folder), settings)) yield return found;
    }
}
