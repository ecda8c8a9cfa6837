using Berth.Engine.Targets;

namespace Berth.Engine.Explain;

/// <summary>The answer for a process, container, unit or name.</summary>
static class ProcessHeadline
{
    public static Line Of(Subject subject)
    {
        var (what, missing) = Named(subject);
        if (what is null) return new Line(missing);
        var listens = subject.Listeners.Count == 0 ? "listens on nothing" : $"listens on {Words.Join(subject.Listeners.Take(4).Select(row => Words.Place(row.Socket)))}{More(subject.Listeners.Count - 4)}";
        var talks = subject.Calling.Count == 0 ? "" : $" and has {Words.Count(subject.Calling.Count, "outgoing connection")}";
        return new Line($"{what} {listens}{talks}.");
    }

    static string More(int count) => count > 0 ? $" and {count} more" : "";

    static (string? What, string Missing) Named(Subject subject) => subject.Target switch
    {
        PidTarget { Pid: var pid } => (subject.Snapshot.Processes.TryGetValue(pid, out var process) ? Words.Named(process) : null, $"There is no process {pid}, or it may not be read from here."),
        ContainerTarget { Name: var name } => (subject.IsFound ? $"Container {name}" : null, $"No container {name} holds a socket that can be seen from here."),
        UnitTarget { Name: var name } => (subject.IsFound ? name : null, $"No unit {name} holds a socket."),
        NameTarget { Name: var name } => (subject.IsFound ? name : null, $"No process, project, unit or container named {name} holds a socket."),
        _ => (null, "Nothing was found."),
    };
}
