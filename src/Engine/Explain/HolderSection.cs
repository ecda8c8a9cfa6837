using Berth.Engine.Frameworks;
using Berth.Engine.Listing;
using Berth.Engine.Origins;
using Berth.Engine.Spelling;
using Berth.Engine.Targets;
using Berth.Model.Addressing;
using Berth.Model.Knowledge;
using Berth.Model.Processes;

namespace Berth.Engine.Explain;

/// <summary>Who listens, in which project, since when, and why it runs.</summary>
static class HolderSection
{
    const int MostShown = 4;
    const int MostTold = 500;

    public static void Write(Subject subject, Draft draft)
    {
        draft.Know("listener_count", subject.Listeners.Count);
        draft.Know("listeners", subject.Listeners.Take(MostTold).Select(row => HolderFacts.Of(row, subject)));
        // The holder of many rows is one process: then the listing says more than a story of each.
        if (subject.Target is not (NetworkTarget { Port: not null } or PathTarget or ErrorTarget)) return;
        var section = draft.Section("Who");
        var several = subject.Listeners.Select(row => Words.Holder(row).Text).Distinct().Count() > 1;
        foreach (var group in subject.Listeners.Concat(subject.Listeners.Count == 0 ? subject.Bound : []).GroupBy(row => Words.Holder(row).Text).Take(MostShown))
        {
            var row = group.First();
            section.NextPart();
            if (several) section.Say($"{Headline.Upper(group.Key)}, on {Words.Join(group.Select(one => Words.Place(one.Socket)))}", Words.Holder(row).How, Words.Holder(row).Reason);
            Describe(row, group, subject, section);
        }
    }

    static void Describe(Row row, IEnumerable<Row> rows, Subject subject, SectionDraft section)
    {
        if (row.Owner.First is not { } first)
        {
            Hidden(row, subject, section);
            return;
        }
        if (Activation(row, section)) return;
        section.Say(Life(first, row, subject), row.Owner.How, row.Owner.Reason);
        if (PortForwarder.Of(first) is { } forwarder)
        {
            section.Say(forwarder.Target is { } target ? $"It carries connections to {target}, inside the container." : "It carries connections into the container.");
            return;
        }
        if (ProjectLine(first) is { } project) section.Say(project.Text, project.How, project.Reason);
        foreach (var one in rows) Sharing(one, section);
        var origin = Origin.Of(first, subject.Snapshot);
        section.Say(origin.Summary, origin.How, origin.Reason);
        if (origin.Restarter is { } restarter) section.Say($"{Words.Of(restarter)} starts it again when it ends.", How.Inferred, "the name of its parent");
        else if (origin.Keeper is { } keeper) section.Say($"{Words.Of(keeper)}, its parent, waits for it and may start it again.", How.Inferred, "judged by its parent processes");
        foreach (var one in rows)
            if (one.Socket.IsHung)
                section.Warn($"{Words.Place(one.Socket)} does not accept: {one.Socket.ReceiveQueue} connections wait, and {one.Socket.SendQueue} may. The program hangs or is too slow.");
        if (row.Owner.Reason is { } part && row.Owner.How == How.Observed) section.Say($"Part of it is hidden: {part}.", How.Hidden, part);
    }

    static string Life(ProcessFacts process, Row row, Subject subject)
    {
        var user = Words.UserOf(process);
        var up = process.Started is { } started ? $", for {Words.Span(subject.Snapshot.TakenAt - started)}" : "";
        var tty = process.Terminal is { } terminal ? $", on {terminal}" : "";
        var kind = Framework.Of(process) is { } framework && framework != process.Name ? $"Likely {framework}: " : "";
        var command = TypedCommand.Of(process.Arguments.Value ?? []) is { } typed ? $"`{Cut(typed)}`" : process.Executable.Value ?? process.Name;
        var verb = row.Owner.How == How.Inferred ? "Would be run" : "Run";
        return $"{kind}{command}. {verb} by {user}{up}{tty}.";
    }

    static string Cut(string text) => text.Length <= 100 ? text : $"{text[..97]}...";

    static Line? ProjectLine(ProcessFacts process)
    {
        if (process.Project.Value is { } project)
        {
            var branch = project.Branch is { } name ? $", branch {name}" : "";
            var tree = project.Worktree is { } worktree ? $", worktree {worktree}" : "";
            return new Line($"Project {project.Name}{branch}{tree}, in {process.Directory.Value ?? project.Root}.", process.Project.How, process.Project.Reason);
        }
        if (process.Directory.Value is { } directory && directory != "/") return new Line($"Runs in {directory}.", process.Directory.How, process.Directory.Reason);
        return process.Directory.IsHidden ? new Line($"Its folder is hidden: {process.Directory.Reason}.", How.Hidden, process.Directory.Reason) : null;
    }

    static void Sharing(Row row, SectionDraft section)
    {
        var holders = row.Owner.Processes;
        if (row.SocketCount > 1 && !row.Socket.Protocol.IsUnix())
            section.Say($"{row.SocketCount} sockets share {Words.Place(row.Socket)} (SO_REUSEPORT): the kernel spreads new connections among them.");
        if (holders.Count < 2) return;
        var first = row.Owner.First!;
        var workers = holders.Where(holder => holder.ParentPid == first.Pid).ToArray();
        if (workers.Length == holders.Count - 1)
            section.Say($"Shared with {Words.Count(workers.Length, "process", "processes")} that it started: {Pids(workers)}.", row.Owner.How, row.Owner.Reason);
        else
            section.Say($"Held by {holders.Count} processes: {Words.Join(holders.Take(6).Select(Words.Of))}{(holders.Count > 6 ? "..." : "")}.", row.Owner.How, row.Owner.Reason);
    }

    static string Pids(ProcessFacts[] processes) =>
        $"pid {string.Join(", ", processes.Take(8).Select(process => process.Pid))}{(processes.Length > 8 ? "..." : "")}";

    static void Hidden(Row row, Subject subject, SectionDraft section)
    {
        if (row.Owner.How == How.Observed)
        {
            section.Say($"No process holds it: {row.Owner.Reason ?? "the kernel itself keeps it"}.");
            return;
        }
        section.Say($"Its process is hidden: {row.Owner.Reason ?? "it was not read"}.", How.Hidden, row.Owner.Reason);
        if (Words.Maker(row.Socket.Cgroup) is { } maker) section.Say($"The socket was made in {maker}.");
        // More rights are proposed at the end, as a command for this very question.
        if (row.Owner.Remedy is { } remedy && remedy != subject.Host.SudoBerth) section.Say($"To see it: `{remedy}`.");
    }

    // The service manager holds it for a service that starts when somebody connects.
    static bool Activation(Row row, SectionDraft section)
    {
        if (row.Owner.Processes.FirstOrDefault(ServiceManager.Is) is not { } manager) return false;
        var unit = Words.SocketUnit(row.Owner, row.Socket);
        var list = manager.Pid == 1 ? "systemctl list-sockets" : "systemctl --user list-sockets";
        section.Say(unit is null
            ? $"{Words.Of(manager)} holds it for a .socket unit and starts the service when somebody connects: `{list}` names the unit."
            : $"{Words.Of(manager)} holds it for {unit} and starts the service when somebody connects.");
        var others = row.Owner.Processes.Where(process => process != manager).ToArray();
        if (others.Length != 0) section.Say($"The service runs: {Words.Join(others.Take(4).Select(Words.Named))}.");
        return true;
    }
}
