namespace Berth.Links.Relay.Linux;

/// <summary>Numbers of the kernel's interfaces, the same on x86-64, arm64 and riscv64.</summary>
static class Constants
{
    // include/uapi/asm-generic/errno-base.h, errno.h
    public const int Interrupted = 4; // EINTR
    public const int Again = 11; // EAGAIN
    public const int AddressInUse = 98; // EADDRINUSE
    public const int AccessDenied = 13; // EACCES
    public const int InProgress = 115; // EINPROGRESS
    public const int PeerReset = 104; // ECONNRESET
    const int Refused = 111; // ECONNREFUSED
    const int Aborted = 103; // ECONNABORTED
    const int TooLarge = 90; // EMSGSIZE
    const int WrongProtocol = 71; // EPROTO
    const int NoProtocolOption = 92; // ENOPROTOOPT
    const int NotSupported = 95; // EOPNOTSUPP
    const int NoNetwork = 64; // ENONET
    const int NetworkDown = 100; // ENETDOWN
    const int NetworkUnreachable = 101; // ENETUNREACH
    const int HostDown = 112; // EHOSTDOWN
    const int HostUnreachable = 113; // EHOSTUNREACH

    /// <summary>What accept(2) tells of the one connection that it could not give: the next may be sound.</summary>
    public static bool IsOfConnection(int error) =>
        error is Interrupted or Aborted or WrongProtocol or NoProtocolOption or NotSupported
            or NoNetwork or NetworkDown or NetworkUnreachable or HostDown or HostUnreachable;

    /// <summary>What a datagram that was sent earlier met (ICMP), told at the next call.</summary>
    public static bool IsOfDatagram(int error) =>
        error is Interrupted or Refused or TooLarge or WrongProtocol or NoProtocolOption
            or NetworkUnreachable or HostDown or HostUnreachable;

    // include/linux/socket.h, net.h
    public const int Stream = 1;
    public const int Datagram = 2;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;
    public const int Peek = 2; // MSG_PEEK
    public const int NoSignal = 0x4000; // MSG_NOSIGNAL
    public const int ShutdownRead = 0;
    public const int ShutdownWrite = 1;

    // include/uapi/asm-generic/socket.h, include/uapi/linux/tcp.h
    public const int SocketLevel = 1;
    public const int ReuseAddress = 2;
    public const int Linger = 13;
    public const int TcpLevel = 6;
    public const int NoDelay = 1;

    // include/uapi/linux/eventpoll.h
    public const uint Readable = 0x1;
    public const uint Writable = 0x4;
    public const uint Failed = 0x8; // EPOLLERR
    public const uint HungUp = 0x10; // EPOLLHUP
    public const uint PeerEnded = 0x2000; // EPOLLRDHUP
    public const uint EdgeTriggered = 1u << 31;

    // include/uapi/linux/fcntl.h, splice.h
    public const int SetPipeSize = 1031;
    public const uint SpliceMove = 1;
    public const uint SpliceNonBlocking = 2;
}
