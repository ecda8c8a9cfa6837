namespace Berth.Model.Sockets;

/// <summary>The state of a socket. The numbers 1 to 13 are the kernel's own (include/net/tcp_states.h).</summary>
public enum SocketState : byte
{
    /// <summary>A UDP or unix datagram socket that can receive but has no peer (the kernel prints 7, TCP_CLOSE).</summary>
    Unconnected = 0,
    Established = 1,
    SynSent = 2,
    SynReceived = 3,
    FinWait1 = 4,
    FinWait2 = 5,
    TimeWait = 6,
    Closed = 7,
    CloseWait = 8,
    LastAck = 9,
    Listen = 10,
    Closing = 11,

    /// <summary>Holds a port without listening or a peer. TCP_BOUND_INACTIVE, told by sock_diag since Linux 6.8.</summary>
    Bound = 13,
}

public static class SocketStateNames
{
    /// <summary>The name used in tables, JSON and filters.</summary>
    public static string Name(this SocketState state) => state switch
    {
        SocketState.Unconnected => "unconnected",
        SocketState.Established => "established",
        SocketState.SynSent => "syn-sent",
        SocketState.SynReceived => "syn-received",
        SocketState.FinWait1 => "fin-wait-1",
        SocketState.FinWait2 => "fin-wait-2",
        SocketState.TimeWait => "time-wait",
        SocketState.CloseWait => "close-wait",
        SocketState.LastAck => "last-ack",
        SocketState.Listen => "listen",
        SocketState.Closing => "closing",
        SocketState.Bound => "bound",
        _ => "closed",
    };
}
