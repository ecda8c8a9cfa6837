using Berth.Engine.Targets;
using Berth.Model.Knowledge;

namespace Berth.Engine.Explain;

/// <summary>A pasted message answered in one sentence: what is wrong, and who is involved.</summary>
static class ErrorHeadline
{
    public static Line Of(ErrorTarget error, Subject subject)
    {
        if (error.Port is null) return error.Path is { } path ? OfPath(path, subject) : new Line(WithoutPort(error));
        return error.Kind switch
        {
            ErrorKind.AddressInUse => InUse(subject),
            ErrorKind.PermissionDenied => Denied(subject),
            ErrorKind.ConnectionRefused => Refused(subject),
            ErrorKind.ConnectionReset => Answered(subject, "cut the connection", "The other end cut the connection"),
            ErrorKind.TimedOut => TimedOut(subject),
            ErrorKind.AddressNotAvailable => NotAvailable(subject),
            ErrorKind.NameNotFound => NoName(error),
            ErrorKind.Unknown => Unknown(subject),
            _ => new Line($"No route leads to {subject.At}: the network in between said so."),
        };
    }

    static Line Unknown(Subject subject)
    {
        var found = Headline.OfPlace(subject);
        return found with { Text = $"This message is not known here, but it names {Headline.Place(subject)}. {found.Text}" };
    }

    static string WithoutPort(ErrorTarget error) => error switch
    {
        { Kind: ErrorKind.NameNotFound } => NoName(error).Text,
        { Kind: ErrorKind.AddressInUse } => "A port or address was taken, but the message does not say which port.",
        { Kind: ErrorKind.PermissionDenied, IsOfWindows: true } => "Windows forbids the port, but the message does not say which: most likely it lies in an excluded range.",
        { Kind: ErrorKind.PermissionDenied } => "A right was missing, but the message names no port.",
        { Kind: ErrorKind.ConnectionRefused } => "Nothing listened where it wanted to connect, but the message does not say to which port.",
        { Kind: ErrorKind.ConnectionReset } => "The other end cut a connection, but the message does not say on which port.",
        { Kind: ErrorKind.TimedOut } => "There was no answer in time, but the message does not say from which port.",
        { Kind: ErrorKind.AddressNotAvailable } => "The address is not one that this machine has, but the message names no port.",
        _ => "No route leads there, and the message names no port.",
    };

    static Line OfPath(string path, Subject subject) => subject.Listeners is [var row, ..]
        ? new Line($"{Headline.Upper(Words.Holder(row).Text)} listens on the unix socket {path}.", Words.Holder(row).How, Words.Holder(row).Reason)
        : new Line($"Nothing listens on the unix socket {path}.");

    static Line InUse(Subject subject)
    {
        var port = subject.Port;
        if (subject.Listeners.Count == 1 || subject.Listeners.Select(row => Words.Holder(row).Text).Distinct().Count() == 1)
        {
            var who = Words.Holder(subject.Listeners[0]);
            return new Line($"Port {port} is taken: {who.Text} listens on {Words.Join(subject.Listeners.Select(row => Words.Place(row.Socket)))}.", who.How, who.Reason);
        }
        if (subject.Listeners.Count != 0) return new Line($"Port {port} is taken. {Headline.Listening(subject, Headline.Place(subject)).Text}");
        if (subject.Calling is [var calling, ..])
            return new Line($"Port {port} is taken by a client: {Words.Holder(calling.Client!.Owner, calling.Client).Text} uses it for its connection to {calling.ServerEnd}.");
        if (subject.Bound is [var bound, ..]) return new Line($"Port {port} is taken: {Words.Holder(bound).Text} holds it without listening.", Words.Holder(bound).How, Words.Holder(bound).Reason);
        if (subject.Served.Exists(static served => !served.IsCertain))
            return new Line($"Nothing listens on port {port}, but a connection uses it.", How.Inferred, Connection.Guessed);
        if (subject.Served.Count + subject.Lingering.Count != 0)
            return new Line($"Nothing listens on port {port}, but connections of a server that has gone are not over yet.");
        if (subject.Kept is { } kept)
            return new Line($"Nothing listens on port {port} now. It is {kept.Clause}: a server that sets SO_REUSEADDR can bind it, one that does not is refused.");
        if (subject.IsElsewhere) return new Line($"{subject.At} is not an address of this machine: who holds port {port} there cannot be seen from here.");
        return new Line($"Nothing holds port {port} now: what did has let go, or it is in another network namespace.");
    }

    static Line Denied(Subject subject)
    {
        if (subject.Error is { IsOfWindows: true })
            return new Line($"Windows forbids port {subject.Port}: it lies in an excluded range, or a program has it for itself alone.", How.Inferred, "what its error 10013 means");
        var first = subject.Host.FirstUnprivilegedPort;
        return subject.Port!.Value.Number < first
            ? new Line($"Binding port {subject.Port}, below {first}, takes a right that the program does not have.")
            : new Line($"Something other than the port's number forbids it: every user may bind ports from {first} up here.");
    }

    static Line Refused(Subject subject)
    {
        var place = Headline.Place(subject);
        if (subject.Listeners.Count != 0)
        {
            var who = Words.Holder(subject.Listeners[0]);
            return new Line($"{Headline.Upper(who.Text)} listens on {place} now: it did not when the connection was refused, or the client was elsewhere.", who.How, who.Reason);
        }
        if (subject.IsElsewhere) return new Line($"{place} is not on this machine: it answered that nothing listens there, or a firewall did.");
        if (subject.OnPort is [var other, ..])
            return new Line($"Nothing listens on {place}, but {Words.Holder(other).Text} listens on {Words.Join(subject.OnPort.Select(row => Words.Place(row.Socket)))}.", Words.Holder(other).How, Words.Holder(other).Reason);
        if (subject.Bound is [var bound, ..]) return new Line($"{Headline.Upper(Words.Holder(bound).Text)} holds {place} but does not listen.", Words.Holder(bound).How, Words.Holder(bound).Reason);
        if (subject.Elsewhere is [var inside, ..])
            return new Line($"Nothing listens on {place} here; {Words.Holder(inside).Text} does, in network namespace {inside.Socket.Namespace.Name}.", Words.Holder(inside).How, Words.Holder(inside).Reason);
        return new Line($"Nothing listens on {place}.");
    }

    static Line TimedOut(Subject subject)
    {
        if (subject.Listeners.Find(row => row.Socket.IsHung) is { } hung)
            return new Line($"{Headline.Upper(Words.Holder(hung).Text)} listens but does not accept: {hung.Socket.ReceiveQueue} connections wait.", Words.Holder(hung).How, Words.Holder(hung).Reason);
        if (subject.IsElsewhere) return new Line($"{subject.At} is not this machine: it is down, unreachable, or a firewall drops the packets.", How.Inferred, "no answer came");
        return Answered(subject, "did not answer in time", "No answer came in time");
    }

    static Line Answered(Subject subject, string did, string otherwise)
    {
        if (subject.Listeners is not [var row, ..])
            return new Line($"{otherwise}, and nothing listens on {Headline.Place(subject)} {(subject.IsElsewhere ? "on this machine" : "now")}.");
        var who = Words.Holder(row);
        return new Line($"{Headline.Upper(who.Text)}, which listens on {Headline.Place(subject)}, likely {did}.", How.Inferred, "it listens there now");
    }

    static Line NotAvailable(Subject subject) => subject.IsElsewhere
        ? new Line($"{subject.At} is not an address of this machine: only its own can be bound.")
        : new Line(subject.At is null ? "The address is not one that this machine has." : $"This machine could not use {subject.At} for that.");

    static Line NoName(ErrorTarget error) => error.Host switch
    {
        { IsLocalhostName: true } name => new Line($"The program's resolver does not know {name}, although it means this machine."),
        { Address: null, IsAny: false } name => new Line($"The resolver has no address for {name}."),
        _ => new Line("The resolver has no address for the name."),
    };
}
