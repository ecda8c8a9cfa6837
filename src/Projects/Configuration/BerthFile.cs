using Berth.Engine.Findings;
using Berth.Model;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration;

/// <summary>A project's berth.yaml, read: docs/specs/berth-yaml.md.</summary>
/// <param name="Policy">Null when it has none.</param>
/// <param name="Accepted">Findings that the project has accepted.</param>
/// <param name="Problems">All that is wrong with it, in the order of the file; what is right was read all the same.</param>
public sealed record BerthFile(string Path, ProjectPolicy? Policy, IReadOnlyList<Suppression> Accepted, IReadOnlyList<YamlProblem> Problems)
{
    public const string Name = "berth.yaml";

    /// <summary>Null when the folder has none.</summary>
    public static BerthFile? In(string folder)
    {
        var path = System.IO.Path.Combine(folder, Name);
        try
        {
            return File.Exists(path) ? Parse(path, folder, File.ReadAllText(path)) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new BerthFile(path, null, [], [new YamlProblem(path, 1, 1, $"cannot be read: {error.Message}")]);
        }
    }

    /// <param name="root">The checkout that the file speaks for.</param>
    public static BerthFile Parse(string path, string root, string text)
    {
        var problems = new List<YamlProblem>();
        ProjectPolicy? policy = null;
        IReadOnlyList<Suppression> accepted = [];
        if (YamlMap.Of(path, YamlFile.Parse(path, text, problems), "the file", problems) is { } file)
        {
            if (file.Map("policy") is { } map) policy = PolicyReader.Read(path, root, map);
            accepted = AcceptedReader.Read(file);
            file.Done();
        }
        return new BerthFile(path, policy, accepted, [.. problems.OrderBy(static problem => problem.Line).ThenBy(static problem => problem.Column)]);
    }
}
