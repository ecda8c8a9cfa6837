using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Berth.Engine.Ports;
using Berth.Model.Addressing;
using Berth.Model.Leases;

namespace Berth.Engine.Leases;

/// <summary>Which ports a lease may have, best first.</summary>
public static class LeaseChoice
{
    /// <summary>Outside of what Linux and IANA hand out by themselves (32768-60999, 49152-65535), and of what browsers refuse to open.</summary>
    public static PortRange Range { get; } = PortRange.Of(20_000, 29_999);

    /// <summary>Null, or why nobody should have this port: a clause.</summary>
    public static string? Refusal(Port preferred) =>
        preferred.Number == 0 ? "port 0 is no port: it asks the system to choose"
        : BlockedPorts.Contains(preferred) ? $"browsers open no page at port {preferred} (the WHATWG's list of bad ports)"
        : null;

    /// <summary>
    /// The preferred port, then the one that it has, then all of the range in an order that follows from the key: the same
    /// checkout and service get the same port on a machine where nothing else is known of them.
    /// </summary>
    /// <param name="isLeased">Whether another lease has the port.</param>
    public static IEnumerable<Port> Candidates(LeaseKey key, Port? preferred, Port? current, Func<Port, bool> isLeased)
    {
        var given = new HashSet<int>();
        foreach (var first in (IEnumerable<Port?>)[preferred, current])
            if (first is { } port && given.Add(port.Number) && !isLeased(port)) yield return port;
        // A walk with a step that has no factor in common with the range's length visits every port once.
        var (start, step) = Walk(key);
        for (var i = 0; i < Range.Count; i++)
        {
            var port = new Port((ushort)(Range.First.Number + (start + (long)i * step) % Range.Count));
            if (given.Add(port.Number) && !isLeased(port)) yield return port;
        }
    }

    static (int Start, int Step) Walk(LeaseKey key)
    {
        Span<byte> hash = stackalloc byte[16];
        XxHash128.Hash(Encoding.UTF8.GetBytes($"{key.Root}\0{key.Service}\0{key.PortName}"), hash);
        var start = (int)(BinaryPrimitives.ReadUInt32BigEndian(hash) % (uint)Range.Count);
        // 10,000 = 2^4 * 5^4: odd, and no multiple of five.
        var step = (int)(BinaryPrimitives.ReadUInt32BigEndian(hash[4..]) % (uint)Range.Count) | 1;
        return (start, step % 5 == 0 ? step + 2 : step);
    }
}
