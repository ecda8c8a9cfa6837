using Berth.Model.Addressing;

namespace Berth.Localhost.Hooks;

/// <summary>The addresses of one project.</summary>
/// <param name="V4">Of 127.0.0.0/8, which needs no set-up.</param>
/// <param name="V6">One that the loopback interface has; null: binds to ::1 are told that there is no such address.</param>
public sealed record OwnAddresses(InetAddress V4, InetAddress? V6)
{
    internal LocalhostFacts Facts(ulong namespaceCookie, int v6OnlyBit)
    {
        Span<byte> four = stackalloc byte[4], six = stackalloc byte[16];
        V4.WriteBytes(four);
        V6?.WriteBytes(six);
        return new LocalhostFacts
        {
            Namespace = namespaceCookie,
            Own4 = BitConverter.ToUInt32(four),
            HasOwn6 = V6 is not null,
            Own6First = BitConverter.ToUInt64(six),
            Own6Last = BitConverter.ToUInt64(six[8..]),
            V6OnlyByte = v6OnlyBit / 8,
            V6OnlyMask = 1 << v6OnlyBit % 8,
            Asked = -1, Dialled = -2, Ports = -3, Records = -4,
        };
    }
}
