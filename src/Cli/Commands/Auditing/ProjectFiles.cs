using Berth.Engine.Findings;
using Berth.Model;
using Berth.Projects.Configuration;

namespace Berth.Cli.Commands.Auditing;

/// <summary>
/// The berth.yaml files that an audit heeds: the policy of every project that listens, and the accepted findings of the project
/// that the person is in. A project elsewhere may limit its own ports, but not silence findings.
/// </summary>
sealed class ProjectFiles
{
    readonly Dictionary<string, BerthFile?> files = [];

    public IReadOnlyList<ProjectPolicy> PoliciesOf(Snapshot snapshot) =>
        [.. snapshot.Processes.Values
            .Select(static process => process.Project.Value?.Root).OfType<string>().Distinct()
            .Select(Read).Select(static file => file?.Policy).OfType<ProjectPolicy>()];

    /// <param name="folder">Where the person is; null when that is gone.</param>
    public IReadOnlyList<Suppression> AcceptedBy(string? folder)
    {
        for (; !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
            if (Read(folder) is { } file) return file.Accepted;
        return [];
    }

    public IEnumerable<Shortfall> Problems => files.Values.OfType<BerthFile>().SelectMany(static file => file.Problems).Select(static problem => new Shortfall(problem.ToString(), null));

    BerthFile? Read(string root)
    {
        if (!files.TryGetValue(root, out var file)) files[root] = file = BerthFile.In(root);
        return file;
    }
}
