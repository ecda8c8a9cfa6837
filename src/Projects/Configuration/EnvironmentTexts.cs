using Berth.Model;

namespace Berth.Projects.Configuration;

/// <summary>The texts of the environment files that a service is given.</summary>
public static class EnvironmentTexts
{
    const long LargestFile = 1024 * 1024;

    /// <param name="service">Null: those of the project alone.</param>
    /// <param name="problems">Files that are there and cannot be read; a missing one is told when the service is resolved.</param>
    public static IReadOnlyDictionary<string, string?> Read(ProjectDefinition project, ServiceDefinition? service, List<string> problems)
    {
        var texts = new Dictionary<string, string?>();
        foreach (var file in service is null ? project.EnvironmentFiles : [.. project.EnvironmentFiles, .. service.EnvironmentFiles])
            if (!texts.ContainsKey(file.Path)) texts[file.Path] = Text(file.Path, problems);
        return texts;
    }

    static string? Text(string path, List<string> problems)
    {
        try
        {
            if (!File.Exists(path)) return null;
            // A named pipe has no length, and opening it would wait for a writer.
            var length = new FileInfo(path).Length;
            if (length <= LargestFile) return length == 0 ? "" : File.ReadAllText(path);
            problems.Add($"{path} is longer than {LargestFile / 1024} KB");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{path} cannot be read: {error.Message}");
        }
        return null;
    }
}
