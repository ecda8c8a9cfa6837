using Berth.Engine.Listing;
using Berth.Engine.Origins;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Engine.Freeing;

/// <summary>Gathers steps, so that a process, unit or container that holds several of the sockets is ended once.</summary>
sealed class PlanDraft(Snapshot snapshot, FreeOptions options)
{
    readonly List<(object Target, Func<string, IReadOnlyList<SocketRecord>, FreeStep> Make, List<SocketRecord> Closes)> steps = [];
    readonly List<FreeRefusal> refusals = [];
    readonly List<string> warnings = [];
    readonly List<ProcessFacts> keepers = [];
    readonly Bystanders bystanders = new(snapshot);
    readonly Workloads workloads = new(snapshot, options.OwnPid);

    public void Refuse(FreeRefusal refusal)
    {
        if (!refusals.Exists(known => known.Sentence == refusal.Sentence)) refusals.Add(refusal);
    }

    /// <summary>The holder is hidden, or a candidate only; the kernel tells the unit or container that made the socket.</summary>
    public void StopMaker(Row row)
    {
        var socket = row.Socket;
        if (MakerRefusal(socket) is { } refusal) Refuse(refusal);
        else if (workloads.Of(socket) is { Container: { } container }) Stop(row.Sockets, container, socket.Cgroup!.Path);
        else if (workloads.Of(socket) is { Unit: { } unit }) Stop(row.Sockets, unit);
        else
        {
            var names = string.Join(", ", row.Owner.Processes.Select(process => $"{process.Name} (pid {process.Pid})"));
            Refuse(new FreeRefusal(RefusalKind.Uncertain, socket,
                $"{Place.Of(socket)} is likely held by {names}, but that could not be seen: {row.Owner.Reason}.", $"{snapshot.Host.SudoBerth} free {Place.Argument(socket)}"));
        }
    }

    // Hidden behind the engine's own unit, a published port looks like one of the engine itself: stopping that stops every container.
    static FreeRefusal? MakerRefusal(SocketRecord socket) => socket.Cgroup?.Unit is { } unit && socket.Cgroup.Container is null && Units.IsContainerEngine(unit)
        ? new FreeRefusal(RefusalKind.PortForwarder, socket,
            $"{Place.Of(socket)} was opened by {unit.Name}, most likely for a container that publishes it: stop that container instead.", PortForwarder.WhoPublishesInDocker(socket))
        : null;

    public void End(Row row, ProcessFacts holder)
    {
        var stopped = workloads.Of(holder);
        if (ServiceManager.Is(holder)) Stop(row.Sockets, row.Socket.Cgroup!.Unit!);
        else if (holder.ForwardsTo.Value is { } served) Stop(row.Sockets, served, group: null);
        else if (stopped.Container is { } container) Stop(row.Sockets, container, holder.Cgroup.Value!.Path);
        else if (stopped.Unit is { } unit) Stop(row.Sockets, unit);
        else Signal(row, holder, Origin.Of(holder, snapshot));
    }

    void Signal(Row row, ProcessFacts holder, Origin origin)
    {
        var session = HolderJudge.SessionOf(holder);
        var workers = row.Owner.Processes.Where(process => Masters.IsWorker(process, holder)).Select(process => process.Pid).ToArray();
        var with = workers.Length == 0 ? "" : $"; its {(workers.Length == 1 ? $"worker ({workers[0]}) is" : $"{workers.Length} workers ({string.Join(", ", workers)}) are")} to end with it";
        // Another program below a holder was given the socket, mostly by mistake: it is named as what it is.
        var inherited = row.Owner.Processes.FirstOrDefault(process => process.Pid == holder.ParentPid) is { } giver
            ? $", which it has from {giver.Name} (pid {giver.Pid})"
            : "";
        Add(holder.Key, row.Sockets, (place, closes) =>
        {
            var why = $"it {Place.Verb(row.Socket)} {place}{inherited}";
            return new SignalProcess(holder.Key, holder.Name, why, $"Ask {holder.Name} (pid {holder.Pid}) to end: {why}{with}.") { Closes = closes, MayBeKilled = session is null };
        });
        if (session is not null) Warn($"{holder.Name} (pid {holder.Pid}) is likely {session.Label} itself: all that is open in it ends too.");
        if (origin.Restarter is { } restarter) Warn($"{restarter.Name} (pid {restarter.Pid}) watches over it and may start it again.");
        else if (origin.Keeper is { } parent && !IsOurOwn(parent)) Warn($"{parent.Name} (pid {parent.Pid}), its parent, waits for it and may start it again.");
        foreach (var keeper in (ReadOnlySpan<ProcessFacts?>)[origin.Restarter, origin.Keeper])
            if (keeper is not null && !IsOurOwn(keeper) && !keepers.Contains(keeper)) keepers.Add(keeper);
        if (options.Tree) SignalDescendants(holder);
    }

    void SignalDescendants(ProcessFacts root)
    {
        var judge = new HolderJudge(snapshot, options);
        foreach (var child in Descendants.Of(root, snapshot))
        {
            if (child.Pid == options.OwnPid || !judge.IsOurs(child)) continue;
            if (HolderJudge.SessionOf(child) is { } session)
            {
                Warn($"{child.Name} (pid {child.Pid}), which {root.Name} started, is likely {session.Label}: it is left running.");
                continue;
            }
            Add(child.Key, [], (_, closes) => new SignalProcess(child.Key, child.Name, $"{root.Name} (pid {root.Pid}) started it",
                $"Ask {child.Name} (pid {child.Pid}) to end: {root.Name} (pid {root.Pid}) started it.") { Closes = closes });
        }
    }

    // A script that runs this command waits for it, and for nothing else meanwhile.
    bool IsOurOwn(ProcessFacts process) => snapshot.Processes.TryGetValue(options.OwnPid, out var own)
        && Origin.Of(own, snapshot).Chain.Any(step => step.Process.Key == process.Key);

    void Stop(IReadOnlyList<SocketRecord> sockets, ServiceUnit unit) => Add(unit, sockets, (place, closes) =>
    {
        var why = unit.Name.EndsWith(".socket", StringComparison.Ordinal) ? $"it holds {place} for a service" : $"it holds {place}, and {unit.Manager} would start an ended process again";
        return new StopUnit(unit, why, $"Stop {unit.Name} (`{Units.Command(unit, "stop")}`): {why}.") { Closes = closes };
    });

    void Stop(IReadOnlyList<SocketRecord> sockets, Container container, string? group) => Add(container.Id, sockets, (place, closes) =>
    {
        var why = $"it holds {place}";
        return new StopContainer(container, group, why, $"Stop the container {container.Label} (`{Place.Tool(container)} stop {container.Label}`): {why}.") { Closes = closes };
    });

    void Add(object target, IReadOnlyList<SocketRecord> sockets, Func<string, IReadOnlyList<SocketRecord>, FreeStep> make)
    {
        var at = steps.FindIndex(step => step.Target.Equals(target));
        if (at < 0)
        {
            steps.Add((target, make, []));
            at = steps.Count - 1;
        }
        foreach (var socket in sockets)
            if (!steps[at].Closes.Contains(socket)) steps[at].Closes.Add(socket);
    }

    public void Warn(string sentence)
    {
        if (!warnings.Contains(sentence)) warnings.Add(sentence);
    }

    public FreePlan Finish()
    {
        var made = steps.ConvertAll(step => step.Make(string.Join(" and ", step.Closes.Select(Place.Of).Distinct()), step.Closes));
        foreach (var step in made.OfType<SignalProcess>())
            if (bystanders.Of(step, made) is { } warning) Warn(warning);
        var closed = made.SelectMany(static step => step.Closes).ToHashSet();
        var spared = snapshot.Sockets.Where(socket => socket.Inode != 0 && !closed.Contains(socket)).Select(static socket => socket.Inode);
        return new FreePlan(made, refusals, warnings) { Spared = spared.ToHashSet(), Keepers = keepers };
    }
}
