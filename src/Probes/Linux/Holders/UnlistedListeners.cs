using System.Runtime.Versioning;
using Berth.Linux.Bpf;
using Berth.Linux.ProcFs;
using Berth.Model.Knowledge;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using Berth.Probes.Rights;

namespace Berth.Probes.Linux.Holders;

/// <summary>
/// Counts the listeners that processes hold and no namespace that was read has: a network namespace that nothing but a socket keeps
/// can be entered by nobody. Only the kernel's own list of holders tells of them.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class UnlistedListeners(SnapshotOptions options, BtfCache cache)
{
    const int MostNamed = 3;

    /// <param name="readAgain">The sockets of all namespaces, read anew: one that was opened in between is no such listener.</param>
    public Shortfall? Look(List<SocketRecord> sockets, Func<List<SocketRecord>> readAgain)
    {
        if (Held() is not { } held) return new Shortfall("a network namespace that only a socket keeps cannot be found without BPF", ThisProcess.IsRoot ? null : AsRoot.With("ls --netns all"));
        Forget(held, sockets);
        if (held.Count == 0) return null;
        Forget(held, readAgain());
        if (held.Count == 0 || Held() is not { } still) return null;
        var left = held.Where(one => still.ContainsKey(one.Key)).Select(static one => one.Value).ToList();
        return left.Count == 0 ? null : new Shortfall(Said(left), null);
    }

    static string Said(List<ProcessFacts> holders)
    {
        var names = holders.DistinctBy(static one => one.Pid).Select(static one => $"{one.Name}, pid {one.Pid}").ToList();
        var named = string.Join("; ", names.Take(MostNamed)) + (names.Count > MostNamed ? "..." : "");
        return $"{(holders.Count == 1 ? "1 listener is" : $"{holders.Count} listeners are")} in no network namespace that can be entered ({named}): only the socket keeps it, or its protocol is not listed";
    }

    static void Forget(Dictionary<ulong, ProcessFacts> held, List<SocketRecord> sockets)
    {
        foreach (var socket in sockets) held.Remove(socket.Inode);
    }

    Dictionary<ulong, ProcessFacts>? Held()
    {
        if (HolderRows.Refusal is not null) return null;
        var rows = new HolderRows();
        if (!HolderIterator.Run(new HolderQuestion(1u << (int)SocketState.Listen, options.LocalPorts, Unix: false), cache, rows.Add, out _)) return null;
        var held = new Dictionary<ulong, ProcessFacts>();
        for (var i = 0; i < rows.Table.Held.Count; i++)
            held.TryAdd(rows.Table.Held[i].Inode, rows.Table.Identities[rows.Table.Held[i].Pid]);
        return held;
    }
}
