using Berth.Model.Knowledge;
using Berth.Model.Processes;
using Berth.Model.Repository;
using Berth.Model.Snapshots;
using Berth.Places;
using Berth.Projects;
using Berth.Projects.Configuration;

namespace Berth.Workbench.Auditing;

/// <summary>
/// The berth.yaml files that an audit heeds: the policy of every project that listens, and the accepted findings of
/// the project
/// that the person is in. A project elsewhere may limit its own ports, but not silence findings; and only a file that
/// the person
/// trusts may silence them.
/// </summary>
sealed class ProjectFiles
{
    readonly List<Shortfall> problems = [];

    public IReadOnlyList<Shortfall> Problems => problems;

    public IReadOnlyList<ProjectPolicy> PoliciesOf(Snapshot snapshot)
    {
        var policies = new List<ProjectPolicy>();
        foreach (var (root, user) in snapshot.Processes.Values.Where(static process => process is { SeesOtherFiles: false, Project.Value: not null })
            .Select(static process => (process.Project.Value!.Root, process.UserId)).Distinct().OrderBy(static one => one.Root, StringComparer.Ordinal))
        {
            if (policies.Any(policy => policy.Root == root)) continue;
            if (PolicyOf(root, user) is { } policy) policies.Add(policy);
        }
        return policies;
    }

    /// <param name="folder">Where the person is; null when that is gone.</param>
    public IReadOnlyList<Suppression> AcceptedBy(string? folder)
    {
        if (folder is null || !OperatingSystem.IsLinux() || ProjectRoot.Of(folder) is not { } root) return [];
        if (BerthFile.In(root, TrustedFolders.Trust(BehindSudo.User)) is not { } file) return [];
        Tell(file, quoted: true);
        return file.Accepted;
    }

    // A process's folder is its user's choice: what lies there is read with that user's rights, and no word of it is
    // shown.
    ProjectPolicy? PolicyOf(string root, uint user)
    {
        var file = OperatingSystem.IsLinux() ? ReadingAs.User(user, () => BerthFile.In(root, null)) : BerthFile.In(root, null);
        if (file is not null) Tell(file, quoted: OperatingSystem.IsLinux() && user == ReadingAs.Ourselves);
        return file?.Policy;
    }

    void Tell(BerthFile file, bool quoted)
    {
        foreach (var problem in file.Problems)
        {
            var said = new Shortfall(quoted ? problem.ToString() : $"{problem.Path}:{problem.Line}:{problem.Column} is not understood, so not all that it limits is heeded", null);
            if (!problems.Contains(said)) problems.Add(said);
        }
    }
}
