using Berth.Model.Repository;

namespace Berth.Projects.Repository;

/// <summary>launchSettings.json and appsettings*.json of ASP.NET Core.</summary>
static class DotnetSettings
{
    public static IEnumerable<PortDeclaration> Read(SourceText source)
    {
        // Properties/launchSettings.json speaks for the project above it.
        var folder = source.Folder.EndsWith("Properties", StringComparison.Ordinal) ? Path.GetDirectoryName(source.Folder)!.Replace('\\', '/') : source.Folder;
        foreach (var value in JsonStrings.Read(source.Text))
        {
            var last = value.Path[(value.Path.LastIndexOf('/') + 1)..];
            var isUrls = last is "applicationUrl" or "urls" or "Urls" or "ASPNETCORE_URLS" || (last == "Url" && value.Path.StartsWith("Kestrel/Endpoints/", StringComparison.Ordinal));
            if (!isUrls) continue;
            var offset = value.Offset;
            foreach (var url in value.Text.Split(';'))
            {
                if (Declare.Url(source, url, offset, Units.OfFolder(folder)) is { } found) yield return found;
                offset += url.Length + 1;
            }
        }
    }
}
