using Berth.Engine.Frameworks;
using Berth.Engine.Listing;
using Berth.Engine.Origins;
using Berth.Engine.Targets;
using Berth.Model.Processes;

namespace Berth.Engine.Explain;

/// <summary>For a process, container, unit, name or address: what listens, each on a line, and who is behind it.</summary>
static class ProcessSection
{
    const int MostListeners = 12;
    const int MostProcesses = 4;

    public static void Write(Subject subject, Draft draft)
    {
        if (subject.Target is NetworkTarget { Port: not null } or PathTarget or ErrorTarget) return;
        var listens = draft.Section("Listens on");
        foreach (var row in subject.Listeners.Take(MostListeners))
        {
            var reach = row.Reach is { } judged ? $", reached by {ReachSection.Who(judged.Widest)}" : "";
            var who = Words.Holder(row);
            var name = subject.Target is PidTarget ? "" : $" by {who.Text}";
            listens.Say($"{Words.Place(row.Socket)}{name}{reach}", who.How, who.Reason);
            if (row.Socket.IsHung) listens.Warn($"{Words.Place(row.Socket)} does not accept: {row.Socket.ReceiveQueue} connections wait.");
        }
        if (subject.Listeners.Count > MostListeners) listens.Say($"And {subject.Listeners.Count - MostListeners} more.");
        var holds = draft.Section("Holds without listening");
        foreach (var row in subject.Bound.Where(row => row.Kind == RowKind.Bound).Take(MostListeners))
        {
            var who = Words.Holder(row);
            holds.Say($"{Words.Place(row.Socket)}{(subject.Target is PidTarget ? "" : $" by {who.Text}")}: nothing can connect", who.How, who.Reason);
        }
        if (subject.Target is AddressTarget) return;
        var processes = Processes(subject);
        draft.Know("processes", processes.Select(process => HolderFacts.Process(process, subject)));
        var section = draft.Section("Who");
        foreach (var process in processes.Take(MostProcesses)) Describe(process, processes.Count > 1, subject, section);
        if (processes.Count > MostProcesses) section.Say($"And {processes.Count - MostProcesses} more processes.");
    }

    static void Describe(ProcessFacts process, bool several, Subject subject, SectionDraft section)
    {
        var prefix = several ? $"{Words.Of(process)}: " : "";
        var framework = Framework.Of(process) is { } name && name != process.Name ? $"likely {name}, " : "";
        var up = process.Started is { } started ? $", for {Words.Span(subject.Snapshot.TakenAt - started)}" : "";
        section.Say(Begin(prefix, $"{framework}run by {Words.UserOf(process)}{up}."));
        if (process.Project.Value is { } project)
            section.Say(Begin(prefix, $"project {project.Name}{(project.Branch is { } branch ? $", branch {branch}" : "")}{(project.Worktree is { } tree ? $", worktree {tree}" : "")}."), process.Project.How, process.Project.Reason);
        var origin = Origin.Of(process, subject.Snapshot);
        section.Say(several ? $"{prefix}{char.ToLowerInvariant(origin.Summary[0])}{origin.Summary[1..]}" : origin.Summary, origin.How, origin.Reason);
    }

    static string Begin(string prefix, string text) => prefix.Length != 0 ? prefix + text : char.ToUpperInvariant(text[0]) + text[1..];

    // Of a family of processes the eldest speaks for all.
    static List<ProcessFacts> Processes(Subject subject)
    {
        if (subject.Target is PidTarget { Pid: var pid }) return subject.Snapshot.Processes.TryGetValue(pid, out var one) ? [one] : [];
        var all = subject.Listeners.Concat(subject.Bound).SelectMany(row => row.Owner.Processes)
            .Concat(subject.Calling.SelectMany(connection => connection.Client!.Owner.Processes))
            .Concat(subject.Served.SelectMany(connection => connection.Row.Owner.Processes))
            .DistinctBy(process => process.Pid).ToList();
        var pids = all.Select(process => process.Pid).ToHashSet();
        return [.. all.Where(process => !pids.Contains(process.ParentPid)).OrderBy(process => process.Pid)];
    }
}
