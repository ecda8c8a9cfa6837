using Berth.Model.Knowledge;
using Berth.Model.Sockets;

namespace Berth.Probes.Asking;

/// <summary>
/// How many listeners of one program are asked: what has thousands of them says the same on each, and asking takes a connection or more.
/// </summary>
public static class ProbeShare
{
    public const int MostOfOne = 64;

    /// <summary>Why one of too many was left alone, a clause.</summary>
    public static string Reason { get; } = $"its program has more than {MostOfOne} listeners, of which as many were asked";

    /// <summary>Those to ask, in their order, and what is told of the rest.</summary>
    public static (IReadOnlyList<ProbeTarget> Asked, IReadOnlyList<Shortfall> Left) Of(IReadOnlyList<ProbeTarget> targets)
    {
        var counts = new Dictionary<(int Pid, uint User, ulong Group), int>();
        var asked = new List<ProbeTarget>(Math.Min(targets.Count, 1024));
        foreach (var target in targets)
        {
            var count = counts[Program(target.Socket)] = counts.GetValueOrDefault(Program(target.Socket)) + 1;
            if (count <= MostOfOne) asked.Add(target);
        }
        return (asked, [.. counts.Where(static one => one.Value > MostOfOne).Select(static one => new Shortfall(Told(one.Key.Pid, one.Value), null))]);
    }

    // What cannot be seen is told apart by its user and control group.
    static (int, uint, ulong) Program(SocketRecord socket) => socket.Owner.First is { } process ? (process.Pid, 0, 0) : (0, socket.UserId, socket.CgroupId);

    static string Told(int pid, int count) => $"{(pid == 0 ? "A program that cannot be seen" : $"pid {pid}")} has {count} listeners: {MostOfOne} of them were asked what they speak; with its port each of the others is";
}
