namespace Berth.Linux.Bpf;

/// <summary>Where in the kernel a program of a control group is run (enum bpf_attach_type, include/uapi/linux/bpf.h).</summary>
enum BpfHook : uint
{
    Ingress = 0,
    Bind4 = 8,
    Bind6 = 9,
    Connect4 = 10,
    Connect6 = 11,
    SendMessage4 = 14,
    SendMessage6 = 15,
    ReceiveMessage4 = 19,
    ReceiveMessage6 = 20,
    PeerName4 = 29,
    PeerName6 = 30,
    SocketName4 = 31,
    SocketName6 = 32,
    SocketRelease = 34,
}
