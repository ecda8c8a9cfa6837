using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Berth.Linux.ProcFs;
using Berth.Model.Sockets;

namespace Berth.Probes.Linux.Holders;

/// <summary>
/// From a socket's inode to every process that holds it. A hash table with linear probing over plain arrays: the framework's
/// collections over our value types would be compiled at each start, which costs more than the search itself.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class HolderIndex
{
    const int None = -1;

    readonly HeldSockets held;
    readonly ulong[] inodes; // 0: free slot
    readonly int[] first;    // by slot: position in `held`, or None
    readonly int[] next;     // by position in `held`: the next holder of the same socket

    public HolderIndex(List<SocketRecord> sockets, HeldSockets held)
    {
        this.held = held;
        var size = 16;
        while (size < sockets.Count * 2) size *= 2;
        inodes = new ulong[size];
        first = new int[size];
        next = new int[held.Count];
        foreach (var socket in CollectionsMarshal.AsSpan(sockets))
        {
            var inode = socket.Inode;
            if (inode == 0) continue;
            var slot = Slot(inode);
            inodes[slot] = inode;
            first[slot] = None;
        }
        for (var i = 0; i < held.Count; i++)
        {
            var slot = Slot(held[i].Inode);
            if (inodes[slot] == 0) continue;
            next[i] = first[slot];
            first[slot] = i;
        }
    }

    public bool IsHeld(ulong inode)
    {
        var slot = Slot(inode);
        return inodes[slot] != 0 && first[slot] != None;
    }

    /// <summary>Puts the places in `held` of the distinct processes that hold the socket into <paramref name="places"/>, in no order.</summary>
    public void Places(ulong inode, List<int> places)
    {
        places.Clear();
        var slot = Slot(inode);
        if (inodes[slot] == 0) return;
        for (var i = first[slot]; i != None; i = next[i])
            if (!HasPid(places, held[i].Pid)) places.Add(i);
    }

    bool HasPid(List<int> places, int pid)
    {
        foreach (var place in places)
            if (held[place].Pid == pid) return true;
        return false;
    }

    /// <summary>Whether every socket that a process can hold has a holder here.</summary>
    public bool Covers(List<SocketRecord> sockets)
    {
        foreach (var socket in CollectionsMarshal.AsSpan(sockets))
            if (socket.Inode != 0 && !IsHeld(socket.Inode)) return false;
        return true;
    }

    int Slot(ulong inode)
    {
        var mask = inodes.Length - 1;
        var slot = (int)((inode * 0x9E3779B97F4A7C15) >> 32) & mask;
        while (inodes[slot] != 0 && inodes[slot] != inode) slot = (slot + 1) & mask;
        return slot;
    }
}
