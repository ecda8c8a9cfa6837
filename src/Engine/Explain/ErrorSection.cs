using Berth.Engine.Targets;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Knowledge;
using Berth.Model.Machine;
using Berth.Model.Services;
using Berth.Model.Sockets;

namespace Berth.Engine.Explain;

/// <summary>What a pasted message means here, and what helps.</summary>
static class ErrorSection
{
    public static void Write(Subject subject, Draft draft)
    {
        if (subject.Error is not { } error) return;
        draft.Know("error", error.Kind.Name());
        draft.Know("error_names_port", error.Port is not null);
        var section = draft.Section("The message");
        if (error.Port is null && error.Path is null && error.Kind != ErrorKind.NameNotFound)
            section.Say("It names no port. Ask with it: `berth explain 3000`, or paste the lines around the error.");
        switch (error.Kind)
        {
            case ErrorKind.AddressInUse: InUse(subject, error, section); break;
            case ErrorKind.PermissionDenied: Denied(subject, section); break;
            case ErrorKind.ConnectionRefused: Refused(subject, error, section); break;
            case ErrorKind.ConnectionReset: Reset(subject, section); break;
            case ErrorKind.TimedOut: TimedOut(subject, section); break;
            case ErrorKind.AddressNotAvailable: NotAvailable(subject, section); break;
            case ErrorKind.NameNotFound: NoName(error, section); break;
            case ErrorKind.Unknown: Unknown(subject, section); break;
        }
    }

    static void Unknown(Subject subject, SectionDraft section)
    {
        if (subject.Port is { } port && Ports.BlockedPorts.Contains(port))
            section.Say($"Browsers refuse to open port {port}, whatever listens there (ERR_UNSAFE_PORT; the Fetch standard's bad ports).");
    }

    static void InUse(Subject subject, ErrorTarget error, SectionDraft section)
    {
        if (error.Port is null || subject.IsFound) return;
        section.Say("Starting the program again should work, unless it runs in a container or network namespace of its own.", How.Inferred, "no socket holds the port here");
        if (error.Text.Contains("already allocated", StringComparison.OrdinalIgnoreCase))
            section.Say($"Docker keeps a book of its own: a container may have the port reserved. `docker ps --all --filter publish={error.Port}` shows which.");
    }

    static void Denied(Subject subject, SectionDraft section)
    {
        if (subject.Error!.Path is { } path)
        {
            section.Say($"Who may connect is decided by the file: `ls -l {path}` shows its owner and group.");
            return;
        }
        if (subject.Error.IsOfWindows || subject.Host.System == OperatingSystemKind.Windows)
        {
            section.Say("`netsh int ipv4 show excludedportrange tcp` lists the ranges that Hyper-V, WSL and Docker keep. `net stop winnat`, then `net start winnat` as administrator, draws them anew; or take another port.");
            return;
        }
        if (subject.Port is not { } port) return;
        if (port.Number < subject.Host.FirstUnprivilegedPort)
        {
            section.Say($"Take a port from {subject.Host.FirstUnprivilegedPort} up, or give the right: `sudo setcap cap_net_bind_service=+ep <program>`, or AmbientCapabilities=CAP_NET_BIND_SERVICE in its unit.");
            return;
        }
        section.Say("SELinux, a seccomp filter or a container's rules can forbid a bind; a connect is forbidden that way too, or by a firewall.");
    }

    static void Refused(Subject subject, ErrorTarget error, SectionDraft section)
    {
        if (error.Port is not { } port) return;
        if (error.AlsoTried.Count != 0)
            section.Say($"The client also tried {Words.Join(error.AlsoTried.Select(tried => tried.Host is { } host ? $"{host}:{tried.Port}" : $"port {tried.Port}"))}.");
        if (subject.IsElsewhere) return;
        if (subject.Listeners.Count == 0 && subject.OnPort is [var other, ..]) OtherPlace(subject, other.Socket, section);
        if (subject.Elsewhere is [var inside, ..] && subject.Listeners.Count == 0)
            section.Say($"A port inside {inside.Socket.Namespace.Name} is reached from here only when it is published or forwarded.");
        if (subject.Listeners.Count + subject.OnPort.Count != 0) return;
        if (Neighbours.SameProject(subject) is { Length: > 0 } mine) section.Say($"Of this project listen: {mine}.");
        else if (Neighbours.NextPorts(subject, port) is { Length: > 0 } near) section.Say($"Near it listen: {near}.");
        else section.Say("The server is not running, is still starting, or uses another port.", How.Inferred, "no listener was seen on the port");
    }

    static void OtherPlace(Subject subject, SocketRecord other, SectionDraft section)
    {
        var asked = subject.At?.Address;
        if (asked is { } address && address.Unmapped.Family != other.LocalAddress.Unmapped.Family)
            section.Say($"The client used {Family(address)}, the server listens on {Family(other.LocalAddress)} only: connect to {other.Local}, or let the server listen on both.");
        else section.Say($"The address differs: connect to {other.Local}, or let the server listen on {subject.At}.");
    }

    static string Family(InetAddress address) => address.Unmapped.Family == InetFamily.V4 ? "IPv4" : "IPv6";

    static void Reset(Subject subject, SectionDraft section)
    {
        if (subject.Port is null) return;
        section.Say("The connection was made, then ended hard: the program crashed or restarted, closed with data unread, or does not speak what the client sent (HTTP to an HTTPS port).", How.Inferred, "what commonly causes a reset");
    }

    static void TimedOut(Subject subject, SectionDraft section)
    {
        if (subject.Port is null) return;
        if (subject.IsElsewhere) section.Say("A refusal would have meant that the machine is there; silence means that packets are lost or dropped.");
        else if (subject.Listeners.Count != 0 && !subject.Listeners.Exists(row => row.Socket.IsHung))
            section.Say("Its accept queue is not full now: the connection is made, and the answer is slow; or a firewall drops packets.", How.Inferred, "the queue at this moment");
    }

    static void NotAvailable(Subject subject, SectionDraft section)
    {
        if (subject.IsElsewhere) section.Say("To listen, bind 127.0.0.1 (this machine only) or 0.0.0.0 (every address).");
        else section.Say("When a client meets it, the ports for outgoing connections may be used up, or no interface has an address of that family (IPv6 switched off).", How.Inferred, "what commonly causes it");
    }

    static void NoName(ErrorTarget error, SectionDraft section)
    {
        if (error.Host is not { IsLocalhostName: true } name) return;
        section.Say("Browsers and curl lead every name under .localhost to loopback by themselves; most runtimes ask the system, which often knows localhost only.");
        section.Say($"Connect to 127.0.0.1 and send {name.Text} as the host name, or add `127.0.0.1 {name.Text}` to /etc/hosts.");
    }
}
