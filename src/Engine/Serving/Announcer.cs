using Berth.Model.Addressing;
using Berth.Model.Sockets;

namespace Berth.Engine.Serving;

/// <summary>How a place stands to what was expected.</summary>
public enum Standing
{
    /// <summary>It is where the command is.</summary>
    Main,

    /// <summary>The command is there, and not on the port that was expected.</summary>
    Elsewhere,

    /// <summary>It is one more place.</summary>
    Second,
}

/// <summary>One place that is to be told.</summary>
public sealed record Announcement(SocketRecord Socket, Fetched Fetched, Standing Standing);

/// <summary>
/// Decides which of the places where a command listens is its address, and when it is told: not the first that comes, since servers
/// open ports for their own ends, try one and close it again, and take seconds for the one that counts. Not thread-safe.
/// </summary>
/// <param name="expected">The port that it was given, or names itself; null: none is known.</param>
public sealed class Announcer(Port? expected)
{
    // What is told too early sends a person to the wrong place; what comes this late is rare.
    static readonly TimeSpan patience = TimeSpan.FromSeconds(3), shortPatience = TimeSpan.FromSeconds(1);

    readonly Dictionary<ulong, Fetched?> known = []; // null: it is being asked
    readonly Dictionary<Port, bool> told = []; // whether with a scheme
    HashSet<ulong> before = [];
    TimeSpan? first;

    /// <summary>The sockets that have lived for two looks, each once: they are to be asked.</summary>
    /// <param name="now">Those that the command listens on.</param>
    public IReadOnlyList<SocketRecord> ToAsk(IReadOnlyList<SocketRecord> now)
    {
        var asked = now.Where(socket => before.Contains(socket.Inode) && known.TryAdd(socket.Inode, null)).ToArray();
        before = [.. now.Select(static socket => socket.Inode)];
        return asked;
    }

    /// <summary>At the last look there was a port that is not told yet.</summary>
    public bool IsPending { get; private set; }

    public void Hear(ulong inode, Fetched fetched) => known[inode] = fetched;

    /// <summary>What is to be told now, in that order; each port once, and once more when it answers in HTTP later.</summary>
    /// <param name="at">The time since the start.</param>
    public IReadOnlyList<Announcement> Due(IReadOnlyList<SocketRecord> now, TimeSpan at)
    {
        var ready = now.Where(socket => known.GetValueOrDefault(socket.Inode) is not null).GroupBy(static socket => socket.LocalPort)
            .Select(one => one.OrderBy(static socket => Rank(socket.LocalAddress.Unmapped)).First()).ToArray();
        IsPending = now.Any(socket => !told.ContainsKey(socket.LocalPort));
        if (ready.Length == 0) return [];
        first ??= at;
        var isExpected = ready.Any(socket => socket.LocalPort == expected);
        if (told.Count == 0 && !isExpected && at - first < (expected is null ? shortPatience : patience)) return [];

        var due = new List<Announcement>();
        foreach (var socket in ready.OrderBy(Rank).ThenBy(static socket => socket.LocalPort.Number))
        {
            var fetched = known[socket.Inode]!;
            if (told.TryGetValue(socket.LocalPort, out var hadScheme) && (hadScheme || fetched.Scheme is null)) continue;
            var isAgain = told.ContainsKey(socket.LocalPort);
            var standing = socket.LocalPort == expected ? Standing.Main : isAgain || told.Count > 0 ? Standing.Second : expected is null ? Standing.Main : Standing.Elsewhere;
            told[socket.LocalPort] = fetched.Scheme is not null;
            due.Add(new Announcement(socket, fetched, standing));
        }
        IsPending = now.Any(socket => !told.ContainsKey(socket.LocalPort));
        return due;
    }

    int Rank(SocketRecord socket) => socket.LocalPort == expected ? 0 : known[socket.Inode] switch { { Scheme: not null, Status: < 400 } => 1, { Scheme: not null } => 2, _ => 3 };

    // Of several addresses with one port, the one that a person would type.
    static int Rank(InetAddress address) => address == InetAddress.LoopbackV4 ? 0 : address.IsWildcard ? 1 : address.Family == InetFamily.V4 ? 2 : 3;
}
