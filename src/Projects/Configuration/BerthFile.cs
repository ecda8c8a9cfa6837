using Berth.Model.Files;
using Berth.Model.Processes;
using Berth.Model.Repository;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration;

/// <summary>What a project's berth.yaml says to audit and lint: docs/specs/berth-yaml.md.</summary>
/// <param name="Policy">Null when it has none.</param>
/// <param name="Accepted">Findings that the project has accepted.</param>
/// <param name="Problems">All that is wrong with it, in the order of the file; what is right was read all the same.</param>
public sealed record BerthFile(string Path, ProjectPolicy? Policy, IReadOnlyList<Suppression> Accepted, IReadOnlyList<YamlProblem> Problems)
{
    public const string Name = "berth.yaml";

    /// <summary>Null when the folder has none.</summary>
    /// <param name="trust">Whose file is obeyed; null: everybody's.</param>
    public static BerthFile? In(string folder, FileTrust? trust) =>
        BerthDocument.In(folder, trust) is { } document ? Of(System.IO.Path.Combine(folder, Name), folder, document) : null;

    /// <param name="root">The checkout that the file speaks for.</param>
    public static BerthFile Parse(string path, string root, string text) => Of(path, root, BerthDocument.Parse(path, text));

    static BerthFile Of(string path, string root, BerthDocument document)
    {
        var policy = document.Root?.Map("policy") is { } map ? PolicyReader.Read(path, root, map, document.Problems) : null;
        var accepted = document.Root is { } file ? AcceptedReader.Read(file, document.Problems) : [];
        return new BerthFile(path, policy, accepted, BerthDocument.Ordered(document.Problems));
    }
}
