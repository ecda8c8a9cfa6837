using System.Net;

namespace Berth.Links.Relay.Linux;

/// <summary>What the relay does with sockets, one system call or two each. All are close-on-exec and do not block.</summary>
static unsafe class Sockets
{
    /// <summary>A socket bound to the address for good, below zero with the error when that cannot be.</summary>
    public static int Bound(IPEndPoint endpoint, int type)
    {
        var fd = BoundOnce(endpoint, type);
        if (fd < 0 || endpoint.Port != 0 || type != Constants.Stream) return fd;
        // A port that the system chose is given up when the listener is shut down, one that was asked for is not (tcp_set_state,
        // SOCK_BINDPORT_LOCK). So it is asked for, while the first socket still has it.
        var asked = BoundOnce(LocalEnd(fd), type);
        _ = Libc.Close(fd);
        return asked;
    }

    static int BoundOnce(IPEndPoint endpoint, int type)
    {
        var fd = Libc.Socket(SocketAddress.Family(endpoint), type | Constants.NonBlocking | Constants.CloseOnExec, 0);
        if (fd < 0) return fd;
        // What an earlier connection left in TIME_WAIT does not keep the port. SO_REUSEPORT stays off: two listeners would share one.
        if (type == Constants.Stream) SetFlag(fd, Constants.SocketLevel, Constants.ReuseAddress);
        var address = stackalloc byte[SocketAddress.Largest];
        var length = SocketAddress.Write(endpoint, new(address, SocketAddress.Largest));
        return Libc.Bind(fd, address, length) == 0 ? fd : Failed(fd);
    }

    /// <summary>
    /// While nobody listens, SO_REUSEADDR would let any program bind the port too, and listen on it (inet_csk_bind_conflict). It is
    /// taken back for that time, and given for the moment of listening, when connections in TIME_WAIT would be in the way.
    /// </summary>
    public static void KeepPort(int listener, bool isKept)
    {
        var reuse = isKept ? 0 : 1;
        _ = Libc.SetOption(listener, Constants.SocketLevel, Constants.ReuseAddress, &reuse, sizeof(int));
    }

    /// <summary>A socket that is connected, or will be when it can be written to; below zero when it is refused at once.</summary>
    public static int Dial(IPEndPoint endpoint, int type)
    {
        var fd = Libc.Socket(SocketAddress.Family(endpoint), type | Constants.NonBlocking | Constants.CloseOnExec, 0);
        if (fd < 0) return fd;
        if (type == Constants.Stream) SetFlag(fd, Constants.TcpLevel, Constants.NoDelay);
        var address = stackalloc byte[SocketAddress.Largest];
        var length = SocketAddress.Write(endpoint, new(address, SocketAddress.Largest));
        return Libc.Connect(fd, address, length) == 0 || Libc.Error == Constants.InProgress ? fd : Failed(fd);
    }

    /// <summary>The next connection that waits, below zero when there is none.</summary>
    public static int Accept(int listener, out IPEndPoint? client)
    {
        var address = stackalloc byte[SocketAddress.Largest];
        var length = SocketAddress.Largest;
        var fd = Libc.Accept(listener, address, &length, Constants.NonBlocking | Constants.CloseOnExec);
        client = fd < 0 ? null : SocketAddress.Read(new(address, SocketAddress.Largest));
        if (fd >= 0) SetFlag(fd, Constants.TcpLevel, Constants.NoDelay);
        return fd;
    }

    public static IPEndPoint LocalEnd(int fd)
    {
        var address = stackalloc byte[SocketAddress.Largest];
        var length = SocketAddress.Largest;
        _ = Libc.GetName(fd, address, &length);
        return SocketAddress.Read(new(address, SocketAddress.Largest));
    }

    /// <summary>Whether bytes wait to be read; else what is wrong is the error. An error behind the bytes stays where it is.</summary>
    public static bool HasBytes(int fd)
    {
        byte first;
        return Libc.Receive(fd, &first, 1, Constants.Peek) > 0;
    }

    /// <summary>Closes with RST: with a linger time of zero the kernel throws away what waits, and cuts.</summary>
    public static void Reset(int fd)
    {
        var linger = stackalloc int[2] { 1, 0 };
        _ = Libc.SetOption(fd, Constants.SocketLevel, Constants.Linger, linger, 2 * sizeof(int));
        _ = Libc.Close(fd);
    }

    /// <summary>Closes with FIN. What came and was not read is read first: the kernel answers unread bytes with RST.</summary>
    public static void Finish(int fd, Span<byte> scratch)
    {
        _ = Libc.Shutdown(fd, Constants.ShutdownWrite);
        fixed (byte* buffer = scratch)
            for (var reads = 0; reads < 64 && Libc.Receive(fd, buffer, scratch.Length, 0) > 0; reads++)
            {
            }
        _ = Libc.Close(fd);
    }

    static void SetFlag(int fd, int level, int option)
    {
        var on = 1;
        _ = Libc.SetOption(fd, level, option, &on, sizeof(int));
    }

    // The error of the call that failed is kept over the close.
    static int Failed(int fd)
    {
        var error = Libc.Error;
        _ = Libc.Close(fd);
        System.Runtime.InteropServices.Marshal.SetLastPInvokeError(error);
        return -1;
    }
}
