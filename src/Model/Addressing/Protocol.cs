namespace Berth.Model.Addressing;

/// <summary>What carries the bytes. The unix kinds have a path in place of an address and a port.</summary>
public enum Protocol : byte
{
    Tcp,
    Udp,
    UnixStream,
    UnixDatagram,
    UnixSequencedPacket,
}

public static class ProtocolNames
{
    /// <summary>The name used in tables, JSON and filters.</summary>
    public static string Name(this Protocol protocol) => protocol switch
    {
        Protocol.Tcp => "tcp",
        Protocol.Udp => "udp",
        Protocol.UnixStream => "unix",
        Protocol.UnixDatagram => "unix-dgram",
        _ => "unix-seqpacket",
    };

    public static bool IsUnix(this Protocol protocol) => protocol >= Protocol.UnixStream;
}
