using System.Globalization;
using System.Net;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Agreement;

/// <summary>What the kernel's text tables and the descriptors of every process say, read as simply as can be.</summary>
static class ProcFiles
{
    public static IReadOnlyList<Held> List(NetworkNamespace net)
    {
        var holders = Holders();
        return Held.Sorted(new[] { "tcp", "tcp6", "udp", "udp6" }.SelectMany(table => Listening(net, table))
            .Select(socket => (socket.Protocol, socket.Address, socket.Port, holders.TryGetValue(socket.Inode, out var pids) ? pids.AsEnumerable() : [])));
    }

    static IEnumerable<(string Protocol, IPAddress Address, int Port, string Inode)> Listening(NetworkNamespace net, string table)
    {
        foreach (var line in net.Must("cat", $"/proc/net/{table}").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            // proc(5): sl, local_address, rem_address, st ... uid, timeout, inode; 0A is LISTEN, 07 a UDP socket without a peer.
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[3] != (table[0] == 't' ? "0A" : "07")) continue;
            var local = words[1].Split(':');
            yield return (table[..3], Address(local[0]), int.Parse(local[1], NumberStyles.HexNumber), words[9]);
        }
    }

    // Groups of four bytes, each in the order of the machine.
    static IPAddress Address(string hex) =>
        new([.. Convert.FromHexString(hex).Chunk(4).SelectMany(four => BitConverter.IsLittleEndian ? four.Reverse() : four)]);

    static Dictionary<string, HashSet<int>> Holders()
    {
        var holders = new Dictionary<string, HashSet<int>>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var pid)) continue;
            foreach (var target in Targets(Path.Combine(folder, "fd")))
            {
                if (!target.StartsWith("socket:[", StringComparison.Ordinal)) continue;
                var inode = target["socket:[".Length..^1];
                if (!holders.TryGetValue(inode, out var pids)) holders[inode] = pids = [];
                pids.Add(pid);
            }
        }
        return holders;
    }

    static List<string> Targets(string folder)
    {
        var targets = new List<string>();
        try
        {
            foreach (var file in Directory.EnumerateFiles(folder))
                if (new FileInfo(file).LinkTarget is { } target) targets.Add(target);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Other tests' processes end while this one looks.
        }
        return targets;
    }
}
