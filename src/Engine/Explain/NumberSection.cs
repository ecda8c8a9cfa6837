using Berth.Engine.Ports;
using Berth.Engine.Targets;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Knowledge;
using Berth.Model.Machine;
using Berth.Model.Services;
using Berth.Model.Sockets;

namespace Berth.Engine.Explain;

/// <summary>
/// What the number alone tells: its range, what this machine hands out by itself, what it is registered for. Never who holds it.
/// </summary>
static class NumberSection
{
    public static void Write(Subject subject, Draft draft)
    {
        if (subject.Port is not { } port) return;
        if (port.Number == 0)
        {
            Zero(subject, draft);
            return;
        }
        // Who pastes a message wants it explained; the number comes second.
        var section = subject.Error is null ? draft.Section("The number") : draft.Lesson("The number");
        var (kind, protocol) = (PortClasses.Of(port), Protocol(subject));
        draft.Know("port_class", kind.Name());
        section.Say($"{port}: {Class(kind)}{Uses(port, protocol, draft)}.");
        Ephemeral(port, kind, subject, section, draft);
        if (BlockedPorts.Contains(port))
        {
            draft.Know("browsers_refuse", true);
            // A low number is a service's own, which browsers are not meant to open; above it, it is a surprise.
            var isWeb = subject.Target is UrlTarget || (subject.Error is null && kind != PortClass.System && protocol == Model.Addressing.Protocol.Tcp);
            (isWeb ? section : draft.Lesson("The number")).Say("Browsers refuse to open it, whatever listens there (the Fetch standard's bad ports).");
        }
        draft.Lesson("The number").Say("Ports are 0 to 65535. RFC 6335 calls 0-1023 system, 1024-49151 user and 49152-65535 dynamic: what a number is meant for, which no system enforces beyond the rights for the low ones.");
        if (subject.Host.System == OperatingSystemKind.MacOS && port.Number is 5000 or 7000)
            draft.Lesson("The number").Say("On macOS AirPlay Receiver takes 5000 and 7000: it is switched off in the system's settings.");
    }

    static Protocol Protocol(Subject subject) => subject.Network?.Protocol
        ?? (subject.Listeners is [var only, ..] ? only.Socket.Protocol : Model.Addressing.Protocol.Tcp);

    static string Class(PortClass kind) => $"{(kind == PortClass.User ? "user (registered)" : kind.Name())} range {kind.Range()}";

    static string Uses(Port port, Protocol protocol, Draft draft)
    {
        var (name, habit) = (ServiceNames.Find(port, protocol), CommonUses.Find(port));
        if (name is not null) draft.Know("registered_for", name, How.Inferred, "what the number is meant for, not what listens");
        if (habit is not null) draft.Know("commonly_used_by", habit, How.Inferred, "a habit of many, not what listens");
        return (name, habit) switch
        {
            (null, null) => "",
            ({ } registered, null) => $", registered for {registered}",
            (null, { } usual) => $", commonly used by {usual}",
            ({ } registered, { } usual) => $", registered for {registered}, commonly used by {usual}",
        };
    }

    static void Ephemeral(Port port, PortClass kind, Subject subject, SectionDraft section, Draft draft)
    {
        var known = subject.Host.EphemeralPorts;
        if (known.Value is not { } range) return;
        var system = Name(subject.Host.System);
        var reserved = subject.Host.ReservedPorts.Any(one => one.Contains(port));
        var handsOut = range.Contains(port) && !reserved;
        draft.Know("os_hands_out", handsOut, known.How, known.Reason);
        draft.Know("os_range", range.ToString(), known.How, known.Reason);
        if (handsOut)
        {
            section.Say($"{system} here hands out {range} by itself: to clients for their end of a connection, and to programs that ask for any port.", known.How, known.Reason);
            Parity(port, range, subject, section, draft);
        }
        else if (range.Contains(port)) section.Say($"It lies in {range}, which {system} hands out by itself, but is reserved from that{(subject.IsFound ? ": somebody chose it" : "")}.", known.How, known.Reason);
        else if (kind == PortClass.Dynamic || port.Number >= 32768)
            section.Say($"Not handed out by this {system} by itself, which gives {range}: {(subject.IsFound ? "a program chose it, unless the range was changed since" : "a program would have to choose it, or another machine or virtual machine did")}.", known.How, known.Reason);
        else draft.Lesson("The number").Say($"{system} here hands out {range} by itself; {port} is outside{(subject.IsFound ? ", so a program or a person chose it" : ": a program or a person has to choose it")}.", known.How, known.Reason);
        if (kind == PortClass.Dynamic || handsOut)
            draft.Lesson("The number").Say("An ephemeral port lives as long as its connection and means nothing in itself: the next one gets another number.");
    }

    // net/ipv4/inet_hashtables.c: connect() takes the parity of the range's low end first, bind(0) the other one.
    static void Parity(Port port, PortRange range, Subject subject, SectionDraft section, Draft draft)
    {
        if (subject.Host.System != OperatingSystemKind.Linux || subject.Network?.Protocol == Model.Addressing.Protocol.Udp) return;
        // Who holds it is seen: no hint is needed.
        if (subject.Listeners.Count + subject.Calling.Count + subject.Served.Count + subject.Bound.Count != 0) return;
        var isClients = port.Number % 2 == range.First.Number % 2;
        const string reason = "Linux gives ports of one parity to TCP clients and of the other to servers first";
        section.Say(isClients ? "If it was handed out for TCP, then likely to a client: it is the parity that connect() takes first."
            : "If it was handed out for TCP, then likely to a server that asked for any port: clients get the other parity first.", How.Inferred, reason);
        draft.Know("parity_hint", isClients ? "client" : "server", How.Inferred, reason);
    }

    static void Zero(Subject subject, Draft draft)
    {
        var section = draft.Section("The number");
        section.Say("It is reserved (RFC 6335, section 6), and systems take it for \"any port\" where one binds it.");
        if (subject.Host.EphemeralPorts is { How: not How.Unread and not How.Hidden } known)
            section.Say($"A program that binds port 0 gets a free one; {Name(subject.Host.System)} here chooses out of {known.Value}. `berth ls` shows which it got.", known.How, known.Reason);
        draft.Know("port_class", PortClasses.Of(new Port(0)).Name());
    }

    static string Name(OperatingSystemKind system) => system switch
    {
        OperatingSystemKind.Linux => "Linux",
        OperatingSystemKind.Windows => "Windows",
        _ => "macOS",
    };
}
