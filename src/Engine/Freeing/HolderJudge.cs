using Berth.Engine.Listing;
using Berth.Engine.Origins;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Engine.Freeing;

/// <summary>Says which holders must not be ended, and what to do in place of it.</summary>
sealed class HolderJudge(Snapshot snapshot, FreeOptions options)
{
    readonly HashSet<int> ownChain = OwnChain(snapshot, options.OwnPid);
    readonly Workloads workloads = new(snapshot, options.OwnPid);

    /// <summary>Null when the holder may be ended.</summary>
    public FreeRefusal? Refuse(Row row, ProcessFacts holder)
    {
        var socket = row.Socket;
        if (holder.IsKernelThread || holder.Pid == 2) return OfSystem(socket, $"{holder.Name} (pid {holder.Pid}) is a thread of the kernel.");
        if (holder.Pid <= 0) return OfSystem(socket, "Its process has no pid here.");
        if (ServiceManager.Is(holder)) return OfActivation(row, holder);
        if (holder.Pid == 1) return OfSystem(socket, $"{holder.Name} is pid 1, the first process: everything else ends with it.");
        if (ownChain.Contains(holder.Pid)) return OfOwn(socket, holder);
        if (holder.ForwardsTo.Value is not null) return null; // its container is stopped, and the engine decides who may
        if (PortForwarder.Of(holder) is { } forwarder) return OfForwarder(socket, holder, forwarder);
        if (Manager.Of(holder) is { } manager) return OfManager(socket, holder, manager);
        if (NamedRefusal(socket, holder, out var isNamed) is { } named) return named;
        if (isNamed) return null;
        if (!IsOurs(holder)) return OfOther(socket, holder);
        return options.Sessions ? null : OfSession(socket, holder);
    }

    public bool IsOurs(ProcessFacts process) => snapshot.Host.UserId == 0 || process.UserId == snapshot.Host.UserId;

    // What a manager or engine runs, it also stops, and may ask for the rights itself.
    FreeRefusal? NamedRefusal(SocketRecord socket, ProcessFacts holder, out bool isNamed)
    {
        var stopped = workloads.Of(holder);
        isNamed = stopped.IsThere;
        return stopped.Unit is { } unit && Units.IsVital(unit) ? OfSystem(socket, $"{unit.Name} holds up everybody's session.") : null;
    }

    static FreeRefusal OfSystem(SocketRecord socket, string sentence) => new(RefusalKind.SystemProcess, socket, sentence, null);

    FreeRefusal OfOwn(SocketRecord socket, ProcessFacts holder) => new(RefusalKind.OwnAncestor, socket,
        holder.Pid == options.OwnPid
            ? $"{holder.Name} (pid {holder.Pid}) is Berth itself."
            : $"{holder.Name} (pid {holder.Pid}) is what this command runs under: ending it would end this command too.", null);

    static FreeRefusal OfManager(SocketRecord socket, ProcessFacts holder, Manager manager) => new(RefusalKind.Manager, socket,
        $"{holder.Name} (pid {holder.Pid}) is {manager.Label}, which keeps other programs too: ending it ends all of them. {Upper(manager.Stop)}.", manager.Look);

    static string Upper(string clause) => clause[0] == '`' ? clause : char.ToUpperInvariant(clause[0]) + clause[1..];

    static FreeRefusal OfForwarder(SocketRecord socket, ProcessFacts holder, PortForwarder forwarder) => new(RefusalKind.PortForwarder, socket,
        $"{holder.Name} (pid {holder.Pid}) only carries {Place.Of(socket)} into a {forwarder.Engine} container{(forwarder.Target is { } at ? $" ({at})" : "")}: stop the container instead.",
        forwarder.WhoPublishes(socket));

    FreeRefusal OfOther(SocketRecord socket, ProcessFacts holder) => new(RefusalKind.NoRight, socket,
        $"{holder.Name} (pid {holder.Pid}) belongs to {holder.User ?? $"user {holder.UserId}"}: ending it takes more rights.", $"{snapshot.Host.SudoBerth} free {Place.Argument(socket)}");

    /// <summary>The editor, terminal or agent that the process likely is; null for anything else.</summary>
    public static Role? SessionOf(ProcessFacts process) => Roles.Of(process) is { HoldsASession: true } role ? role : null;

    static FreeRefusal? OfSession(SocketRecord socket, ProcessFacts holder)
    {
        if (SessionOf(holder) is not { } role) return null;
        var advice = role.Kind == RoleKind.Ide ? " A forwarded port is closed in its list of ports." : "";
        return new FreeRefusal(RefusalKind.Session, socket,
            $"{holder.Name} (pid {holder.Pid}) is likely {role.Label} itself: ending it ends all that is open in it.{advice}", $"berth free {Place.Argument(socket)} --sessions");
    }

    // Only a .socket unit that the kernel's cgroup or the holder's own names is certain.
    static FreeRefusal? OfActivation(Row row, ProcessFacts manager)
    {
        if (row.Socket.Cgroup?.Unit is { } made && made.Name.EndsWith(".socket", StringComparison.Ordinal)) return null;
        var isSystem = manager.Pid == 1;
        var list = isSystem ? "systemctl list-sockets" : "systemctl --user list-sockets";
        var served = row.Owner.Processes.Select(process => process.Cgroup.Value?.Unit).FirstOrDefault(unit => unit is not null && unit.Name.EndsWith(".service", StringComparison.Ordinal)
            && !unit.Name.StartsWith("user@", StringComparison.Ordinal));
        var likely = served is null ? "" : $", likely {served.Name[..^".service".Length]}.socket";
        return new FreeRefusal(RefusalKind.SocketActivation, row.Socket,
            $"{manager.Name} (pid {manager.Pid}) holds {Place.Of(row.Socket)} for a .socket unit{likely}, and starts the service when somebody connects. Stop that unit.", list);
    }

    static HashSet<int> OwnChain(Snapshot snapshot, int own)
    {
        // Without its own parents it could end the terminal it runs in.
        if (!snapshot.Processes.ContainsKey(own)) throw new ArgumentException($"The snapshot does not describe the process that asks, {own}: add it to SnapshotOptions.Processes.", nameof(own));
        var chain = new HashSet<int>();
        for (var pid = own; pid > 0 && chain.Add(pid);)
            pid = snapshot.Processes.TryGetValue(pid, out var process) ? process.ParentPid : 0;
        return chain;
    }
}
