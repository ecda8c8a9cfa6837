using Berth.Model.Knowledge;

namespace Berth.Engine.Explain;

/// <summary>Where nobody listens: what would stop a program from binding the port now.</summary>
static class BlockerSection
{
    public static void Write(Subject subject, Draft draft)
    {
        if (subject.Port is not { Number: > 0 } port || subject.Listeners.Count != 0 || subject.IsElsewhere) return;
        // Who asks about a client's port wants to know whose it is; that no server can have it meanwhile comes second.
        var section = subject.Calling.Count != 0 && subject.Error is null ? draft.Lesson("Can it be used") : draft.Section("Can it be used");
        var before = section.Lines.Count;
        if (subject.Bound is [var bound, ..])
        {
            var who = Words.Holder(bound);
            section.Say($"{Headline.Upper(who.Text)} has bound it and does not listen: another program cannot bind it, unless both set SO_REUSEADDR.", who.How, who.Reason);
        }
        if (subject.Calling is [var calling, ..])
            section.Say($"A server cannot bind it while {Words.Holder(calling.Client!.Owner, calling.Client).Text} uses it as the client's end of a connection, not even with SO_REUSEADDR.");
        var certain = subject.Served.Count(static served => served.IsCertain);
        if (certain != 0)
            section.Say($"{Words.Count(certain, "connection")} of a server that has gone still {(certain == 1 ? "stands" : "stand")}: binding works only if both the old and the new server set SO_REUSEADDR.");
        if (subject.Served.Count - certain is > 0 and var likely)
            section.Say($"{Words.Count(likely, "connection")} {(likely == 1 ? "uses" : "use")} it: binding works only if both sides set SO_REUSEADDR, and not at all if it is a client's own end.", How.Inferred, Connection.Guessed);
        if (subject.Lingering.Count != 0)
            section.Say($"{Words.Count(subject.Lingering.Count, "closed connection")} {(subject.Lingering.Count == 1 ? "keeps" : "keep")} it for up to 60 seconds (TIME_WAIT): binding works at once only if the socket that closed had SO_REUSEADDR (servers mostly, clients not), and the new one has it.");
        var blocked = section.Lines.Count != before || subject.Kept is not null;
        if (port.Number < subject.Host.FirstUnprivilegedPort && subject.Error is not { Kind: Targets.ErrorKind.PermissionDenied })
            section.Say($"Binding a port below {subject.Host.FirstUnprivilegedPort} takes a right here: root or CAP_NET_BIND_SERVICE.");
        if (subject.Host.ReservedPorts.Any(range => range.Contains(port)))
            section.Say(subject.IsExcluded
                ? "It is in an excluded range: binding it fails with error 10013 although nothing listens."
                : "It is reserved (ip_local_reserved_ports): the OS does not hand it out by itself; a program that names it can still bind it.");
        if (!blocked && section.Lines.Count == before && subject.Error is null or { Kind: Targets.ErrorKind.AddressInUse }) 
            section.Say(
                subject.SeesBound ? "Yes: a program that binds it now gets it." : "Perhaps: only binding it tells.",
                How.Inferred,
                subject.SeesBound ? "no TCP or UDP socket holds it in this network namespace" : "sockets that hold a port without listening cannot be seen here");
        draft.Know("is_free", !blocked && !subject.IsExcluded, How.Inferred, subject.SeesBound ? "no bind was tried" : "no bind was tried, and sockets that hold a port without listening cannot be seen here");
        draft.Know("needs_right_to_bind", port.Number < subject.Host.FirstUnprivilegedPort);
    }
}
