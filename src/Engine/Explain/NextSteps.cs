using Berth.Engine.Listing;
using Berth.Engine.Origins;
using Berth.Engine.Spelling;
using Berth.Engine.Targets;
using Berth.Model.Addressing;
using Berth.Model.Knowledge;

namespace Berth.Engine.Explain;

/// <summary>Commands that make sense next, the likeliest first.</summary>
public static class NextSteps
{
    const int Most = 4;

    public static void Write(Subject subject, Draft draft)
    {
        if (subject.Error is { Kind: ErrorKind.AddressInUse }) Free(subject, draft);
        if (Unseen(subject) is { } remedy) draft.Suggest(remedy, "shows whose it is");
        if (subject.Port is not null) About(subject, draft);
        else if (subject.Error is null) Holder(subject, draft);
        LeaseSection.Suggest(subject, draft);
        if (subject.Error is null) Free(subject, draft);
        if (draft.Actions.Count > Most) draft.Actions.RemoveRange(Most, draft.Actions.Count - Most);
    }

    static void Free(Subject subject, Draft draft)
    {
        if (Freed(subject) is not { } place || subject.Listeners.Count + subject.Bound.Count == 0) return;
        var rows = subject.Listeners.Concat(subject.Bound).ToList();
        foreach (var row in rows)
            if (row.Owner.First is { } process && PortForwarder.Of(process) is { } forwarder)
            {
                draft.Suggest(forwarder.WhoPublishes(row.Socket), "names the container: stopping it frees the port");
                return;
            }
        // Which unit it is, only the manager knows.
        if (rows.Find(row => row.Owner.Processes.Any(ServiceManager.Is) && Words.SocketUnit(row.Owner, row.Socket) is null) is not null) return;
        // `berth free` would refuse: what helps instead is the manager's own command, or nothing from here.
        foreach (var row in rows)
            foreach (var process in row.Owner.Processes)
                if (Manager.Of(process) is { } manager)
                {
                    draft.Suggest(manager.Look, $"shows what {manager.Label} keeps: {manager.Stop}");
                    return;
                }
        if (subject.Host.UserId == 0 && rows.TrueForAll(static row => row.Owner.Processes.Count == 0 && Words.Maker(row.Socket.Cgroup) is null)) return;
        var berth = rows.Exists(row => NeedsRights(row, subject)) ? subject.Host.SudoBerth : "berth";
        var what = Words.Join(rows.Select(Ending));
        draft.Suggest($"{berth} free {place}", $"{what}, and checks that {(subject.Port is null ? "it" : "the port")} is free");
    }

    static string? Freed(Subject subject) => subject switch
    {
        { Port: { Number: > 0 } port } => subject.Network?.Protocol == Protocol.Udp ? $"{port}/udp" : $"{port}",
        { Target: PathTarget { Path: var path } } => Argument(path),
        _ => null,
    };

    // A pre-fork server's workers end with their parent.
    static string Ending(Row row)
    {
        if (Words.SocketUnit(row.Owner, row.Socket) is { } unit) return $"stops {unit}";
        if (Words.Maker(row.Owner.First?.Cgroup.Value ?? row.Socket.Cgroup) is { } maker) return $"stops {maker}";
        var pids = row.Owner.Processes.Select(process => process.Pid).ToHashSet();
        var masters = row.Owner.Processes.Where(process => !pids.Contains(process.ParentPid)).ToArray();
        return masters.Length == 0 ? "ends its holder" : $"asks {Words.Join(masters.Select(Words.Of))} to end";
    }

    static bool NeedsRights(Row row, Subject subject) => subject.Host.UserId != 0
        && Words.SocketUnit(row.Owner, row.Socket) is null
        && Words.Maker(row.Owner.First?.Cgroup.Value ?? row.Socket.Cgroup) is null
        && (row.Owner.Processes.Count == 0 || row.Owner.Processes.Any(process => process.UserId != subject.Host.UserId));

    // A remedy that names a Berth command is repeated for this question.
    static string? Unseen(Subject subject)
    {
        var hidden = subject.Listeners.Concat(subject.Bound).FirstOrDefault(row => row.Owner is { How: How.Hidden or How.Inferred, Remedy: not null })?.Owner
            ?? subject.Calling.FirstOrDefault(connection => connection.Client!.Owner is { How: How.Hidden or How.Inferred, Remedy: not null })?.Client!.Owner;
        if (hidden is null || subject.Host.UserId == 0) return null;
        return subject.Port is { } port ? $"{subject.Host.SudoBerth} explain {port}" : hidden.Remedy;
    }

    static void About(Subject subject, Draft draft)
    {
        if (subject.Listeners is [{ Owner.First: { } first }, ..])
        {
            if (PortForwarder.Of(first) is not null) return;
            if (first.Cgroup.Value?.Container is { } container && container.Engine is "docker" or "podman")
                draft.Suggest($"{first.Cgroup.Value!.Container!.Engine} logs {Argument(first.Cgroup.Value.Container.Label)}", "shows what the container says");
            else if (first.Cgroup.Value?.Unit is { } unit && Words.Maker(first.Cgroup.Value) is not null)
                draft.Suggest(unit.ManagerUserId is null ? $"systemctl status {Argument(unit.Name)}" : $"systemctl --user status {Argument(unit.Name)}", "shows the service and its last lines");
            else if (first.Project.Value is { } project) draft.Suggest($"berth ls project={Argument(project.Name)}", "shows what else the project listens on");
        }
        else if (subject.Calling is [{ Server: { } server, Client: { } caller }, ..] && server != caller) draft.Suggest($"berth explain {server.LocalPort}", "explains the server at the other end");
        else if (subject.Listeners.Count == 0 && subject.OnPort.Count != 0) draft.Suggest($"berth explain {subject.Port}", "explains what listens on the port here, on any address");
        else if (subject.Lingering.Count != 0 && subject.Bound.Count + subject.Calling.Count + subject.Served.Count == 0)
            draft.Suggest($"berth wait {subject.Port} --free", "waits until a server could bind it");
        else if (!subject.IsFound && !subject.IsElsewhere) draft.Suggest("berth ls", "shows everything that listens");
    }

    static void Holder(Subject subject, Draft draft)
    {
        if (subject.Listeners is [{ Socket.LocalPort: { Number: > 0 } port }, ..]) draft.Suggest($"berth explain {port}", "says more about that port");
        else if (!subject.IsFound)
        {
            if (subject.Target is NameTarget { Name: var name }) Meant(name, subject, draft);
            draft.Suggest("berth ls", "shows everything that listens");
        }
    }

    // A typing error: of a command, or of a name that a socket's holder has.
    static void Meant(string typed, Subject subject, Draft draft)
    {
        if (Nearest.Of(typed, subject.Options.Commands) is { } command) draft.Suggest($"berth {command}", "if the command was meant");
        var names = subject.AllListeners.SelectMany(Names).ToHashSet(StringComparer.Ordinal);
        if (Nearest.Of(typed, names) is { } name) draft.Suggest($"berth {Argument(name)}", "if that is the one: it holds a port");
    }

    static IEnumerable<string> Names(Row row)
    {
        foreach (var process in row.Owner.Processes)
        {
            yield return process.Name;
            if (process.Project.Value is { Name: var project }) yield return project;
            if (process.Cgroup.Value is not { } cgroup) continue;
            if (cgroup.Unit is { } unit) yield return unit.Name;
            if (cgroup.Container is { } container) yield return container.Label;
        }
    }

    // What goes into a command line is quoted unless it is plain: names come from processes.
    public static string Argument(string text) => ShellWord.Of(text);
}
