namespace Berth.Links.Relay.Linux;

/// <summary>Numbers of the kernel's interfaces, the same on x86-64, arm64 and riscv64.</summary>
static class Constants
{
    // include/uapi/asm-generic/errno-base.h, errno.h
    public const int Interrupted = 4; // EINTR
    public const int Again = 11; // EAGAIN
    public const int TooManyInProcess = 24; // EMFILE
    public const int TooManyInSystem = 23; // ENFILE
    public const int NoMemory = 12; // ENOMEM
    public const int NoBuffers = 105; // ENOBUFS
    public const int AddressInUse = 98; // EADDRINUSE
    public const int AccessDenied = 13; // EACCES
    public const int InProgress = 115; // EINPROGRESS
    public const int PeerReset = 104; // ECONNRESET

    /// <summary>The system has no more descriptors or memory for now.</summary>
    public static bool IsShortage(int error) => error is TooManyInProcess or TooManyInSystem or NoMemory or NoBuffers;

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
