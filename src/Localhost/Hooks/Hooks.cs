using Berth.Linux.Bpf;

namespace Berth.Localhost.Hooks;

/// <summary>Every program of an own localhost, and where it is attached.</summary>
static class Hooks
{
    public static readonly (BpfProgramKind Kind, BpfHook Hook, string Name, Func<LocalhostFacts, ulong[]> Build)[] All =
    [
        (BpfProgramKind.ControlGroupSocketAddress, BpfHook.Bind4, "berth_bind4", BindHooks.V4),
        (BpfProgramKind.ControlGroupSocketAddress, BpfHook.Bind6, "berth_bind6", BindHooks.V6),
        (BpfProgramKind.ControlGroupSocketAddress, BpfHook.Connect4, "berth_connect4", DialHooks.Connect4),
        (BpfProgramKind.ControlGroupSocketAddress, BpfHook.Connect6, "berth_connect6", DialHooks.Connect6),
        (BpfProgramKind.ControlGroupSocketAddress, BpfHook.SendMessage4, "berth_send4", DialHooks.Send4),
        (BpfProgramKind.ControlGroupSocketAddress, BpfHook.SendMessage6, "berth_send6", DialHooks.Send6),
        (BpfProgramKind.ControlGroupSocketAddress, BpfHook.ReceiveMessage4, "berth_sender4", NameHooks.Sender4),
        (BpfProgramKind.ControlGroupSocketAddress, BpfHook.ReceiveMessage6, "berth_sender6", NameHooks.Sender6),
        (BpfProgramKind.ControlGroupSocketAddress, BpfHook.SocketName4, "berth_name4", NameHooks.Socket4),
        (BpfProgramKind.ControlGroupSocketAddress, BpfHook.SocketName6, "berth_name6", NameHooks.Socket6),
        (BpfProgramKind.ControlGroupSocketAddress, BpfHook.PeerName4, "berth_peer4", NameHooks.Peer4),
        (BpfProgramKind.ControlGroupSocketAddress, BpfHook.PeerName6, "berth_peer6", NameHooks.Peer6),
        (BpfProgramKind.ControlGroupSocket, BpfHook.SocketRelease, "berth_release", ReleaseHook.Build),
        (BpfProgramKind.ControlGroupPackets, BpfHook.Ingress, "berth_outsider", OutsiderHook.Build),
    ];
}
