using System.Text;
using Berth.Linux.ProcFs;
using FsCheck;
using FsCheck.Fluent;

namespace Berth.Linux.Tests.ProcFs;

public class ProcNetTableTests
{
    [Theory]
    [InlineData("   1: 0100007F:0D80 00000000:0000 0A 00000000:00000005 00:00000000 00000000  1000        0 29285 1 000000008c284f1a 100 0 0 10 0", "127.0.0.1", 3456, 10, 1000u, 29285ul, 5u)]
    [InlineData("   0: 00000000000000000000000001000000:AFC9 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 201117 1 0", "::1", 45001, 10, 0u, 201117ul, 0u)]
    [InlineData("  10: 0000000000000000FFFF00000100007F:0050 0000000000000000FFFF00000200007F:C000 01 00000000:00000000 00:00000000 00000000    33        0 7 1 0", "::ffff:127.0.0.1", 80, 1, 33u, 7ul, 0u)]
    public void A_line_reads(string line, string address, int port, int state, uint user, ulong inode, uint queue)
    {
        Assert.True(ProcNetTable.TryParseLine(Encoding.ASCII.GetBytes(line), out var socket));
        Assert.Equal(address, socket.LocalAddress.ToString());
        Assert.Equal(port, socket.LocalPort.Number);
        Assert.Equal(state, socket.State);
        Assert.Equal(user, socket.UserId);
        Assert.Equal(inode, socket.Inode);
        Assert.Equal(queue, socket.ReceiveQueue);
    }

    [Theory]
    [InlineData("  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode")]
    [InlineData("")]
    [InlineData("   0: 0100007F:0D80 00000000:0000 0A")]
    [InlineData("   0: 0100007:0D80 00000000:0000 0A 0:0 00:0 0 0 0 1 1")]
    public void Headings_and_broken_lines_are_refused(string line) =>
        Assert.False(ProcNetTable.TryParseLine(Encoding.ASCII.GetBytes(line), out _));

    [Fact]
    public void Any_bytes_are_read_or_refused_without_an_exception() =>
        Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(bytes => !ProcNetTable.TryParseLine(bytes, out _) || bytes.Length > 40));
}
