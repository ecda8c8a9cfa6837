using System.Runtime.Versioning;
using Berth.Model.Knowledge;
using Berth.Model.Processes;
using Berth.Probes.Linux.Projects;
using Berth.Probes.Linux.Workloads;

namespace Berth.Probes.Linux.Processes;

/// <summary>
/// The processes of one snapshot, each read once: in parallel, since reading one takes some 50 microseconds and there may be
/// thousands. Filled by one thread at a time.
/// </summary>
/// <param name="identities">What the holder source told already.</param>
[SupportedOSPlatform("linux")]
sealed class ProcessDirectory(ProcessReader reader, WorkloadDirectory workloads, ProcessDetail detail, Dictionary<int, ProcessFacts> identities)
{
    const int ProcessesPerThread = 32;
    const int MaxAncestors = 64;

    readonly Dictionary<int, ProcessFacts> processes = [];
    readonly ProjectFinder projects = new();
    readonly UserNames users = new();

    public IReadOnlyDictionary<int, ProcessFacts> Processes => processes;

    public ProcessFacts? Find(int pid) => processes.TryGetValue(pid, out var found) ? found : null;

    /// <summary>Reads those that are not here yet; the ones that are gone stay away.</summary>
    public void AddAll(IEnumerable<int> pids)
    {
        var missing = new List<int>();
        foreach (var pid in pids)
            if (!processes.ContainsKey(pid)) missing.Add(pid);
        var read = new ProcessFacts?[missing.Count];
        var threads = Math.Clamp(missing.Count / ProcessesPerThread, 1, Environment.ProcessorCount);
        var next = -1;
        void Work()
        {
            for (int i; (i = Interlocked.Increment(ref next)) < missing.Count;) read[i] = Read(missing[i]);
        }
        var helpers = new Thread[threads - 1];
        for (var i = 0; i < helpers.Length; i++)
        {
            helpers[i] = new Thread(Work);
            helpers[i].Start();
        }
        Work();
        foreach (var helper in helpers) helper.Join();
        foreach (var facts in read)
            if (facts is not null) processes.TryAdd(facts.Pid, WithUser(facts));
    }

    ProcessFacts WithUser(ProcessFacts facts)
    {
        if (UserNames.IsHidden(facts.UserId)) return facts with { IsUserHidden = true };
        return (detail & ProcessDetail.User) == 0 ? facts : facts with { User = users.Find(facts.UserId) };
    }

    public void AddAncestors()
    {
        for (var depth = 0; depth < MaxAncestors; depth++)
        {
            var parents = new HashSet<int>();
            foreach (var process in processes.Values)
                if (process.ParentPid > 0 && !processes.ContainsKey(process.ParentPid)) parents.Add(process.ParentPid);
            if (parents.Count == 0) return;
            var before = processes.Count;
            AddAll(parents);
            if (processes.Count == before) return;
        }
    }

    ProcessFacts? Read(int pid)
    {
        identities.TryGetValue(pid, out var identity);
        if (reader.Read(pid, identity) is not { } facts) return null;
        if (facts.Cgroup.Value is { } cgroup) facts = facts with { Cgroup = Known.Observed(workloads.OfPath(cgroup.Path)) };
        if (facts.Name == "docker-proxy" && facts.Arguments.Value is { } arguments) facts = facts with { ForwardsTo = ForwardedContainer(arguments) };
        if ((detail & ProcessDetail.Project) == 0) return facts;
        return facts with
        {
            Project = facts.Directory.Value is { } folder
                ? ProjectOf(folder, facts)
                : facts.Directory.IsHidden ? Known.Hidden<Project>(facts.Directory.Reason!) : Known.Observed<Project>(null),
        };
    }

    // Whatever lies in a stranger's folder costs this one value, never the answer.
    Known<Project> ProjectOf(string folder, ProcessFacts process)
    {
        try
        {
            return process.SeesOtherFiles ? ProjectElsewhere(folder, process) : Known.Observed(projects.Find(folder, process.UserId));
        }
        catch (Exception odd) when (odd is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Known.Hidden<Project>($"the files of its folder could not be read: {odd.Message}");
        }
    }

    Known<Project> ProjectElsewhere(string folder, ProcessFacts process)
    {
        using var root = reader.RootOf(process.Pid);
        return root?.LeadsToItsFolder(folder) == true
            ? Known.Observed(ProjectFinder.FindIn(root, folder, process.UserId))
            : Known.Hidden<Project>("its folder is in another mount namespace, and not found from its root");
    }

    Known<Container> ForwardedContainer(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i + 1 < arguments.Count; i++)
            if (arguments[i] == "-container-ip") return workloads.ByAddress(arguments[i + 1]);
        return Known.Hidden<Container>("docker-proxy did not say which container");
    }
}
