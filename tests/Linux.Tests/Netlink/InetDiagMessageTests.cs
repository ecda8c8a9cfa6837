using Berth.Linux.Netlink;
using Berth.Model.Sockets;
using FsCheck;
using FsCheck.Fluent;

namespace Berth.Linux.Tests.Netlink;

/// <summary>Bytes recorded from Linux 6.18.</summary>
public class InetDiagMessageTests
{
    // [::1]:45001, IPV6_V6ONLY on, listen(7)
    const string V6Listener = "0a0a0000afc9000000000000000000000000000000000001000000000000000000000000000000000000000002d700000000000000000000" +
        "0000000007000000000000009d110300050008000000000005000b000100000008000f00000000000c00150001000000000000000600160012000000";

    // 127.0.0.1:45002, listen(9), one connection waiting to be accepted
    const string V4Listener = "020a0000afca00007f000001000000000000000000000000000000000000000000000000000000000000000003d700000000000000000000" +
        "0100000009000000000000009e110300050008000000000008000f00000000000c00150001000000000000000600160052000000";

    // 127.0.0.1:36192 to 127.0.0.1:45002, with struct tcp_info, five bytes sent
    const string V4Connection =
        "020100008d60afca7f0000010000000000000000000000007f0000010000000000000000000000000000000005d70000000000000000000000000000" +
        "00000000000000009f110300050008000000000008000f00000000000c001500010000000000000006001600520000001c010200010000000007aa01" +
        "e01c0300000000000080000018020000000000000000000000000000000000000000000008000000000000000800000008000000ffff0000d7ff0000" +
        "2400000014000000ffffff7f0b000000cbff00000300000000000000d7ff0000000000007d18497205000000ffffffffffffffff0600000000000000" +
        "00000000000000000300000002000000000000000c0000000000000001000000aaaac2a2000000000000000000000000000000000000000000000000" +
        "000000000200000000000000050000000000000000000000000000000000000000000000000000000000000001000000010000000000000000000000" +
        "0000000000000000000000000000000000000000000000000000000000000000";

    [Fact]
    public void A_v6only_listener_reads_with_its_flag_and_backlog()
    {
        Assert.True(InetDiagMessage.TryRead(Convert.FromHexString(V6Listener), out var message));
        Assert.Equal((byte)SocketState.Listen, message.State);
        Assert.Equal("::1", message.LocalAddress.ToString());
        Assert.Equal(45001, message.LocalPort);
        Assert.True(message.V6Only);
        Assert.Equal(7u, message.SendQueue);
        Assert.Equal(0x0003119du, message.Inode);
        Assert.Equal(1ul, message.CgroupId);
    }

    [Fact]
    public void A_v4_listener_reads_with_its_accept_queue_and_no_v6only()
    {
        Assert.True(InetDiagMessage.TryRead(Convert.FromHexString(V4Listener), out var message));
        Assert.Equal("127.0.0.1", message.LocalAddress.ToString());
        Assert.Null(message.V6Only);
        Assert.Equal(1u, message.ReceiveQueue);
        Assert.Equal(9u, message.SendQueue);
        Assert.True(message.TcpInfo.IsEmpty);
    }

    [Fact]
    public void A_connection_reads_with_both_ends_and_its_measurements()
    {
        Assert.True(InetDiagMessage.TryRead(Convert.FromHexString(V4Connection), out var message));
        Assert.Equal(36192, message.LocalPort);
        Assert.Equal(45002, message.PeerPort);
        var measured = TcpInfo.Read(message.TcpInfo);
        Assert.NotNull(measured);
        Assert.Equal(TimeSpan.FromMicroseconds(36), measured.RoundTrip);
        Assert.Equal(0u, measured.Retransmits);
        Assert.Equal(5ul, measured.BytesSent);
    }

    [Fact]
    public void A_short_tcp_info_of_an_old_kernel_reads_as_far_as_it_goes()
    {
        var measured = TcpInfo.Read(new byte[104]);
        Assert.NotNull(measured);
        Assert.Equal(0ul, measured.BytesReceived);
        Assert.Null(TcpInfo.Read(new byte[60]));
    }

    [Fact]
    public void Any_bytes_are_read_or_refused_without_an_exception() =>
        Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(bytes =>
        {
            var isRead = InetDiagMessage.TryRead(bytes, out var message);
            if (isRead) TcpInfo.Read(message.TcpInfo);
            UnixDiagMessage.TryRead(bytes, out var unix);
            UnixDiagMessage.PathText(unix.Name);
            LinkMessage.Read(bytes);
            AddressMessage.Read(bytes);
            return isRead == bytes.Length >= InetDiagMessage.Size;
        }));

    [Fact]
    public void A_cut_message_never_reads_beyond_its_end()
    {
        var whole = Convert.FromHexString(V4Connection);
        for (var length = 0; length < whole.Length; length++)
        {
            var isRead = InetDiagMessage.TryRead(whole.AsSpan(0, length), out var message);
            Assert.Equal(length >= InetDiagMessage.Size, isRead);
            if (isRead) TcpInfo.Read(message.TcpInfo);
        }
    }
}
