using Berth.Engine.Targets;
using Berth.Model.Addressing;
using Berth.Model.Knowledge;

namespace Berth.Engine.Explain;

/// <summary>The answer in one sentence.</summary>
public static class Headline
{
    public static Line Of(Subject subject) => subject.Target switch
    {
        ErrorTarget error => ErrorHeadline.Of(error, subject),
        NetworkTarget network => OfNetwork(network, subject),
        PathTarget path => OfPath(path, subject),
        _ => OfHolder(subject),
    };

    static Line OfNetwork(NetworkTarget network, Subject subject)
    {
        if (network.Port is not { } port) return OfAddress(subject);
        if (port.Number == 0) return new Line("Port 0 is no destination: a program that binds it asks the OS to choose a free port.");
        return OfPlace(subject);
    }

    /// <summary>Who is at the port, whatever was typed.</summary>
    public static Line OfPlace(Subject subject)
    {
        if (subject.Listeners.Count != 0) return Listening(subject, Place(subject));
        return InUse(subject) ?? SentOn(subject) ?? (subject.Kept is { } kept ? LeaseSection.Headline(subject, kept) : Nothing(subject));
    }

    /// <summary>"vite of shop (node, pid 4242) listens on port 5173."</summary>
    public static Line Listening(Subject subject, string place)
    {
        var groups = Groups(subject);
        if (groups.Count > 1) return new Line($"{groups.Count} programs listen on {place}: {Words.Join(groups.Take(4).Select(group => $"{group.Who.Text} on {group.Where}"))}{(groups.Count > 4 ? "..." : "")}.",
            Weakest(groups), groups.Find(group => group.Who.Reason is not null).Who?.Reason);
        var who = groups[0].Who;
        return who.How == How.Hidden
            ? new Line($"A program listens on {place}, but {who.Text.Replace("a process that", "its process", StringComparison.Ordinal)}: {who.Reason}.", How.Hidden, who.Reason)
            : new Line($"{Upper(who.Text)} listens on {place}{Hung(subject)}.", who.How, who.Reason);
    }

    // Who asks about such a port asks because of this.
    static string Hung(Subject subject)
    {
        if (subject.Listeners.Find(row => row.Socket.IsHung) is not { Socket: { ReceiveQueue: var waiting } socket } row) return "";
        var wait = $"{Words.Count((int)waiting, "connection")} {(waiting == 1 ? "waits" : "wait")}";
        // Of several that share the port, the one is named that does not accept: the others do.
        return row.SocketCount == 1 ? $", but does not accept: {wait}"
            : $", one of {row.SocketCount} sockets that share it; that of {Words.Holder(socket.Owner, socket).Text} does not accept: {wait}";
    }

    static List<(Line Who, string Where)> Groups(Subject subject) =>
        [.. subject.Listeners.GroupBy(row => Words.Holder(row).Text).Select(group => (Words.Holder(group.First()), Words.Join(group.Select(row => Words.Place(row.Socket)))))];

    static How Weakest(List<(Line Who, string Where)> groups)
    {
        var weakest = How.Observed;
        foreach (var (who, _) in groups)
            if (who.How > weakest) weakest = who.How;
        return weakest;
    }

    static Line? InUse(Subject subject)
    {
        if (subject.Calling is [var calling, ..]) return OfClient(subject, calling);
        if (subject.Bound is [var bound, ..])
        {
            var who = Words.Holder(bound);
            return new Line($"{Upper(who.Text)} holds {Place(subject)} without listening: nothing can connect.", who.How, who.Reason);
        }
        if (subject.Served.Exists(static served => !served.IsCertain)) return Likely(subject);
        if (subject.Served is [var served, ..])
            return new Line($"Nothing listens on {Place(subject)} any more, but {Words.Count(subject.Served.Count, "connection")} of {Words.Holder(served.Row.Owner, served.Any).Text} still {(subject.Served.Count == 1 ? "uses" : "use")} it.");
        if (subject.Lingering.Count != 0)
            return new Line($"Nothing listens on {Place(subject)}: the kernel keeps {Words.Count(subject.Lingering.Count, "closed connection")} there for up to a minute.");
        if (subject.OneSided is [var client, ..])
            return new Line($"Nothing listens on {Place(subject)}; {ConnectionSection.OneSided(client, subject.OneSided.Count)}.");
        if (subject.Outgoing is [var outgoing, ..])
        {
            var others = subject.Outgoing.Count == 1 ? "" : $" ({subject.Outgoing.Count} connections in all)";
            var who = Words.Holder(outgoing.Row.Owner, outgoing.Any);
            return subject.IsElsewhere
                ? new Line($"{subject.At} is not this machine: {who.Text} talks to {outgoing.ServerEnd}{others}.", who.How, who.Reason)
                : new Line($"Nothing listens on {Place(subject)} here; {who.Text} talks to {outgoing.ServerEnd}{others}.", who.How, who.Reason);
        }
        return null;
    }

    // Whoever calls from a network gets an answer, though no socket of this machine has the port.
    static Line? SentOn(Subject subject) => subject.SentOn is [var sent, ..]
        ? new Line($"No socket of this machine holds {Place(subject)}, but a rule of the firewall sends who calls it on to {new Endpoint(sent.Protocol, sent.ToAddress, sent.ToPort)}.")
        : null;

    // Nobody listens on either end any more: which one served is known from the numbers at best.
    static Line Likely(Subject subject)
    {
        var one = subject.Served.Find(static served => !served.IsCertain)!;
        var others = subject.Served.Count == 1 ? "" : $" (and {subject.Served.Count - 1} more)";
        return new Line($"Nothing listens on {Place(subject)}; {Words.Holder(one.Row.Owner, one.Any).Text} has a connection from it to {one.ClientEnd}{others}: likely that of a server that no longer listens.",
            How.Inferred, Connection.Guessed);
    }

    static Line OfClient(Subject subject, Connection calling)
    {
        if (calling.Server == calling.Client)
            return new Line($"{Upper(Place(subject))} is used by a socket of {Words.Holder(calling.Client!.Owner, calling.Client).Text} that is connected to itself: nothing can listen there meanwhile.");
        var client = Words.Holder(calling.Client!.Owner, calling.Client);
        var port = subject.Port is { } number ? $"{number}" : $"{calling.ClientEnd}";
        var server = calling.Server is { } near ? $"{Words.Holder(calling.Row.Owner, near).Text} on {calling.ServerEnd}" : $"{calling.ServerEnd}";
        var more = subject.Calling.Count == 1 ? "" : $" (and {subject.Calling.Count - 1} more)";
        return calling.IsCertain
            ? new Line($"{port} is the client's end of a connection: {client.Text} talks to {server}{more}.", client.How, client.Reason)
            : new Line($"{port} is likely the client's end of a connection: {client.Text} talks to {server}{more}.", How.Inferred, Connection.Guessed);
    }

    static Line Nothing(Subject subject)
    {
        if (subject.IsElsewhere) return new Line($"{subject.At} is not an address of this machine: what listens there cannot be seen from here.");
        if (subject.Elsewhere.Count != 0)
        {
            var where = Words.Join(subject.Elsewhere.Take(3).Select(row => $"{Words.Holder(row).Text} in {row.Socket.Namespace.Name}"));
            return new Line($"Nothing holds {Place(subject)} here; in other network namespaces: {where}.");
        }
        if (subject.OnPort is [var beside, ..])
            return new Line($"Nothing holds {Place(subject)}, but {Words.Holder(beside).Text} listens on {Words.Join(subject.OnPort.Select(row => Words.Place(row.Socket)))}.",
                Words.Holder(beside).How, Words.Holder(beside).Reason);
        if (!subject.SeesBound) return new Line($"Nothing listens on {Place(subject)}; whether a socket holds it without listening cannot be seen here.", How.Inferred, "netlink is refused, and /proc/net does not tell");
        return new Line(subject.IsExcluded ? $"Nothing holds {Place(subject)}, but Windows keeps it for itself: no program can bind it." : $"No TCP or UDP socket holds {Place(subject)}: it is free.");
    }

    static Line OfAddress(Subject subject)
    {
        if (subject.IsElsewhere)
            return subject.Outgoing.Count + subject.Served.Count == 0 ? Nothing(subject) : InUse(subject)!;
        return new Line(subject.Listeners.Count == 0
            ? $"Nothing listens on {subject.At}."
            : $"{Words.Count(subject.Listeners.Count, "listener")} can be reached at {subject.At}.");
    }

    static Line OfPath(PathTarget path, Subject subject)
    {
        if (subject.Listeners.Count != 0) return Listening(subject, path.Path);
        return subject.Bound.Count != 0
            ? new Line($"Nothing listens on {path.Path}, but {Words.Count(subject.Bound.Sum(row => row.SocketCount), "socket")} of that name {(subject.Bound.Count == 1 ? "is" : "are")} open.")
            : new Line($"No open socket has the name {path.Path}. A file may still lie there: one that a program left behind refuses connections.");
    }

    static Line OfHolder(Subject subject) => ProcessHeadline.Of(subject);

    /// <summary>"port 3000", "udp port 53", "127.0.0.1:3000".</summary>
    public static string Place(Subject subject)
    {
        var protocol = subject.Network?.Protocol == Protocol.Udp ? "UDP " : "";
        // A name that was not resolved may mean another machine: only the port is certain.
        if (subject.At is { IsAny: false, IsUnresolvedName: false } at) return subject.Port is { } number ? $"{at}:{number}" : at.ToString();
        return $"{protocol}port {subject.Port}";
    }

    public static string Upper(string text) => text.StartsWith("likely ", StringComparison.Ordinal) || text.StartsWith("container ", StringComparison.Ordinal)
        || text.StartsWith("a process", StringComparison.Ordinal) || text.StartsWith("the kernel", StringComparison.Ordinal) || text.StartsWith("no process", StringComparison.Ordinal)
        || text.StartsWith("a connection", StringComparison.Ordinal) || text.StartsWith("port ", StringComparison.Ordinal)
        ? char.ToUpperInvariant(text[0]) + text[1..] : text;
}
