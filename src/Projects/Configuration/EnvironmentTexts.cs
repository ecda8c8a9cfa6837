using Berth.Model.Files;
using Berth.Model.Services;
using Berth.Projects.Files;

namespace Berth.Projects.Configuration;

/// <summary>The texts of the environment files that a service is given.</summary>
public static class EnvironmentTexts
{
    const int LargestFile = 1024 * 1024;

    /// <param name="service">Null: those of the project alone.</param>
    /// <param name="trust">Whose files are obeyed; null: everybody's.</param>
    /// <param name="problems">Files that are there and cannot be read; a missing one is told when the service is resolved.</param>
    public static IReadOnlyDictionary<string, string?> Read(ProjectDefinition project, ServiceDefinition? service, FileTrust? trust, List<string> problems)
    {
        var texts = new Dictionary<string, string?>();
        foreach (var file in service is null ? project.EnvironmentFiles : [.. project.EnvironmentFiles, .. service.EnvironmentFiles])
            if (!texts.ContainsKey(file.Path)) texts[file.Path] = Text(file.Path, trust, problems);
        return texts;
    }

    static string? Text(string path, FileTrust? trust, List<string> problems)
    {
        var content = ForeignFile.Read(path, LargestFile, trust);
        if (content.Fault is not (FileFault.None or FileFault.Missing)) problems.Add($"{path} {ForeignFile.Said(path, content)}");
        return content.Text;
    }
}
