using System.Buffers.Binary;
using Berth.Linux.Netlink;
using Berth.Model.Addressing;
using FsCheck;
using FsCheck.Fluent;

namespace Berth.Linux.Tests.Netlink;

public class PortFilterTests
{
    [Fact]
    public void Without_ranges_there_is_no_filter() => Assert.Empty(PortFilter.Build([], peerToo: true));

    [Fact]
    public void Too_many_ranges_are_left_to_the_caller() =>
        Assert.Empty(PortFilter.Build([.. Enumerable.Range(0, PortFilter.MaxRanges + 1).Select(i => PortRange.Of(i, i))], peerToo: false));

    [Fact]
    public void The_bytecode_accepts_exactly_the_ports_in_its_ranges() =>
        Check.QuickThrowOnFailure(Prop.ForAll<ushort, ushort, ushort>((a, b, port) =>
        {
            PortRange[] ranges = [PortRange.Of(Math.Min(a, b), Math.Max(a, b)), PortRange.Of(3000, 3010), PortRange.Of(port / 2, port / 2)];
            var code = PortFilter.Build(ranges, peerToo: true);
            ushort[] tried = [port, a, b, (ushort)(port / 2), 3005, 2999, 3011];
            return tried.All(p => Run(code, p, peer: 1) == ranges.Any(r => r.Contains(new Port(p)) || r.Contains(new Port(1))));
        }));

    // What inet_diag_bc_run of net/ipv4/inet_diag.c does.
    static bool Run(byte[] code, ushort local, ushort peer)
    {
        int at = 0, length = code.Length;
        while (length > 0)
        {
            ushort No(int op) => BinaryPrimitives.ReadUInt16LittleEndian(code.AsSpan(op + 2));
            var yes = code[at] switch
            {
                1 => false,
                2 => local >= No(at + 4),
                3 => local <= No(at + 4),
                4 => peer >= No(at + 4),
                5 => peer <= No(at + 4),
                _ => throw new InvalidOperationException("unknown operation"),
            };
            var step = yes ? code[at + 1] : No(at);
            at += step;
            length -= step;
        }
        return length == 0;
    }
}
