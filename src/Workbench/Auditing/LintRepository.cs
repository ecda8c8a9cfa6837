using Berth.Audit.Lint;
using Berth.Audit.Lint.Contract;
using Berth.Model.Knowledge;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Probes.Machines;
using Berth.Projects.Repository;

namespace Berth.Workbench.Auditing;

/// <summary>Says what a repository's files tell about ports, and what is wrong with it. Runs nothing of it.</summary>
public sealed class LintRepository(WorkbenchContext context)
{
    /// <param name="path">A folder or a file, whole; it is there.</param>
    /// <param name="known">Fingerprints of findings that are not new.</param>
    /// <exception cref="InventoryUnavailableException">The machine cannot be read.</exception>
    public FindingsReport Run(string path, IReadOnlySet<string> known)
    {
        var shortfalls = new List<Shortfall>();
        var declarations = RepositoryReader.Read(path, shortfalls);
        var snapshot = context.Machine.Take(new SnapshotOptions
        {
            Kinds = SocketKinds.Listeners,
            Detail = ProcessDetail.Directory | ProcessDetail.Project | ProcessDetail.Cgroup | ProcessDetail.Arguments,
        });
        var root = Directory.Exists(path) ? path : Path.GetDirectoryName(path)!;
        var found = Linter.Run(new LintFacts(root, declarations, snapshot));
        var files = declarations.Select(static one => one.Path).Distinct().Count();
        var projects = new ProjectFiles();
        var mentions = $"{declarations.Count} {(declarations.Count == 1 ? "mention" : "mentions")}";
        return new FindingsReport
        {
            Command = "lint",
            TakenAt = snapshot.TakenAt,
            Findings = FindingsReport.Marked(found, projects.AcceptedBy(root), context.Clock.GetUtcNow()),
            Known = known,
            Scope = $"{mentions} of ports in {files} {(files == 1 ? "file" : "files")}",
            Shortfalls = [.. shortfalls, .. projects.Problems],
        };
    }
}
