using System.Runtime.Versioning;
using Berth.Linux.Native;
using Berth.Linux.ProcFs;
using Berth.Model.Knowledge;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using Berth.Probes.Linux.Namespaces;
using Berth.Probes.Linux.Workloads;
using Berth.Probes.Machines;
using Berth.Probes.Rights;

namespace Berth.Probes.Linux.Sockets;

/// <summary>What was read, how, and what could not be.</summary>
[SupportedOSPlatform("linux")]
sealed record SocketsRead(List<SocketRecord> Sockets, string Via, IReadOnlyList<Shortfall> Shortfalls);

/// <summary>Reads our own namespace and, when asked, the others, by the best way that is open.</summary>
[SupportedOSPlatform("linux")]
sealed class SocketReading(ProcDirectory proc, SnapshotOptions options, WorkloadDirectory workloads)
{
    const int MostNamed = 3;

    public SocketsRead Read()
    {
        var sockets = new List<SocketRecord>();
        var shortfalls = new List<Shortfall>();
        var namespaces = new NamespaceList(proc, workloads);
        if (options.Kinds == SocketKinds.None) return new SocketsRead(sockets, "nothing", shortfalls);
        var own = namespaces.Own();
        var via = ReadOwn(own, sockets, shortfalls);
        if (options is { PeerPortsToo: true, LocalPorts.Count: > 0 }) ReadOtherEnds(own, via, sockets);
        if (options.AllNamespaces)
        {
            var shut = new List<string>();
            foreach (var other in namespaces.Others()) ReadOther(other, sockets, shut);
            if (shut.Count > 0) shortfalls.Add(NotEntered(shut));
        }
        return new SocketsRead(sockets, via, shortfalls);
    }

    string ReadOwn(NetworkNamespace own, List<SocketRecord> sockets, List<Shortfall> shortfalls)
    {
        var question = Question(own);
        string? refusal = null;
        if (options.SocketSource != SocketSource.ProcNet)
        {
            var netlink = new NetlinkSockets();
            if (netlink.TryRead(question, sockets, out refusal)) return netlink.Name;
            if (options.SocketSource == SocketSource.Netlink) throw new InventoryUnavailableException($"{Sentence(refusal)} Leave out `--via netlink` to read /proc/net.");
            sockets.Clear();
        }
        var table = new ProcNetSockets(proc);
        if (!table.TryRead(question, sockets, out var tableRefusal))
            throw new InventoryUnavailableException($"Sockets cannot be read here: {refusal ?? "netlink was not tried"}, and {tableRefusal}.");
        if (refusal is not null) shortfalls.Add(new Shortfall($"{refusal}: read from /proc/net, which does not tell dual stack, cgroups, backlog or bound sockets", null));
        return table.Name;
    }

    // Best effort: where they cannot be read, the ends of a connection are likely and not certain.
    void ReadOtherEnds(NetworkNamespace own, string via, List<SocketRecord> sockets)
    {
        var question = Question(own);
        var ports = new HashSet<int>();
        foreach (var socket in sockets)
        {
            if (!socket.HasPeer) continue;
            if (!question.WantsLocally(socket.LocalPort)) ports.Add(socket.LocalPort.Number);
            if (!question.WantsLocally(socket.PeerPort)) ports.Add(socket.PeerPort.Number);
        }
        if (ports.Count == 0) return;
        var listeners = new List<SocketRecord>();
        var asked = question with { Options = options with { Kinds = SocketKinds.Listeners, LocalPorts = [], PeerPortsToo = false } };
        ISocketSource source = via == "netlink" ? new NetlinkSockets() : new ProcNetSockets(proc);
        if (!source.TryRead(asked, listeners, out _)) return;
        foreach (var listener in listeners)
            if (ports.Contains(listener.LocalPort.Number)) sockets.Add(listener);
    }

    void ReadOther(NamespaceEntrance other, List<SocketRecord> sockets, List<string> shut)
    {
        var question = Question(other.Namespace);
        var isRead = false;
        Errno refusal = default;
        if (options.SocketSource != SocketSource.ProcNet)
        {
            var found = new List<SocketRecord>();
            isRead = Berth.Linux.Namespaces.NamespaceEntry.Run(other.Path, () => isRead = new NetlinkSockets().TryRead(question, found, out _), out refusal) && isRead;
            if (isRead) sockets.AddRange(found);
        }
        if (isRead || (other.Pid != 0 && new ProcNetSockets(proc, other.Pid).TryRead(question, sockets, out _))) return;
        // Gone since it was found, or a file that names none (yet): it has no sockets to miss. EINVAL: no namespace is mounted on the file (setns(2)).
        if (refusal == Errno.NoEntry || refusal == Errno.NoProcess || refusal == Errno.Invalid) return;
        shut.Add(other.Namespace.Name);
    }

    static Shortfall NotEntered(List<string> names)
    {
        var named = string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "");
        var what = names.Count == 1 ? $"the network namespace {named} could not be entered" : $"{names.Count} network namespaces could not be entered ({named})";
        return new Shortfall(what, AsRoot.With("ls --netns all")) { Kind = ShortfallKind.Namespaces };
    }

    SocketQuestion Question(NetworkNamespace of)
    {
        var wantsCgroup = (options.Detail & ProcessDetail.Cgroup) != 0;
        return new SocketQuestion(options, of, wantsCgroup ? workloads.OfCgroup : null);
    }

    static string Sentence(string? clause) => clause is null ? "" : char.ToUpperInvariant(clause[0]) + clause[1..] + ".";
}
