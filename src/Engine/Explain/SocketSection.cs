using Berth.Model.Addressing;
using Berth.Model.Sockets;

namespace Berth.Engine.Explain;

/// <summary>What the listeners asked of the OS: families, backlog, interface. Details, for `--more`.</summary>
static class SocketSection
{
    public static void Write(Subject subject, Draft draft)
    {
        if (subject.Port is null) return;
        var lesson = draft.Lesson("What was asked of the OS");
        foreach (var row in subject.Listeners.Take(6))
        {
            var socket = row.Socket;
            if (socket.Protocol.IsUnix()) continue;
            lesson.Say($"{socket.Local}: {Families(socket)}{Queue(socket)}{Tied(socket, subject)}.");
        }
        if (subject.Listeners.Any(row => row.Socket.IsDualStack))
            lesson.Say("A socket on [::] without IPV6_V6ONLY takes IPv4 as well: an IPv4 client appears to it as ::ffff:a.b.c.d.");
    }

    static string Families(SocketRecord socket) => socket switch
    {
        { IsDualStack: true } => "IPv4 + IPv6 (dual stack)",
        { LocalAddress: { Family: InetFamily.V6, IsWildcard: true }, V6Only: true } => "IPv6 only (IPV6_V6ONLY)",
        { LocalAddress: { Family: InetFamily.V6, IsWildcard: true } } => "IPv6, and IPv4 unless IPV6_V6ONLY is set (not told)",
        { LocalAddress: { Family: InetFamily.V6, IsV4Mapped: false } } => "IPv6",
        _ => "IPv4",
    };

    static string Queue(SocketRecord socket) => socket.State == SocketState.Listen
        ? $", up to {(ulong)socket.SendQueue + 1} connections may wait to be accepted, {socket.ReceiveQueue} do" : "";

    static string Tied(SocketRecord socket, Subject subject)
    {
        if (socket.InterfaceIndex == 0) return "";
        var link = subject.Host.Interfaces.FirstOrDefault(link => link.Index == socket.InterfaceIndex);
        return $", tied to {link?.Name ?? $"interface {socket.InterfaceIndex}"}";
    }
}
