namespace Berth.Localhost.Hooks;

/// <summary>Offsets in struct bpf_sock_addr, bpf_sock and bpf_sock_tuple (include/uapi/linux/bpf.h), and the values there.</summary>
static class SocketAddress
{
    /// <summary>user_ip4, user_ip6 and its second half, user_port (network order in the low 16 bits), type, sk.</summary>
    public const int Ip4 = 4, Ip6 = 8, Ip6Last = 16, Port = 24, Type = 32, Socket = 64;

    /// <summary>bpf_sock: its own address; its port, in host order.</summary>
    public const int SourceIp4 = 24, SourceIp6 = 28, SourcePort = 44;

    /// <summary>bpf_sock_tuple ends with the two ports; before them the two addresses.</summary>
    public const int Tuple4Size = 12, Tuple6Size = 36;

    public const int Stream = 1, Datagram = 2; // SOCK_STREAM, SOCK_DGRAM
    public const int FamilyV4 = 2, FamilyV6 = 10;
}
