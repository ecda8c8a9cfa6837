using Berth.Engine.Leases;
using Berth.Model.Knowledge;
using Berth.Model.Leases;

namespace Berth.Engine.Explain;

/// <summary>That Berth keeps the port for somebody: it is nobody's server, and stands in no server's way.</summary>
static class LeaseSection
{
    public static void Write(Subject subject, Draft draft)
    {
        if (subject.Kept is not { } kept) return;
        draft.Know("lease_service", kept.For.Value?.Service, kept.For.How, kept.For.Reason);
        draft.Know("lease_root", kept.For.Value?.Root, kept.For.How, kept.For.Reason);
        draft.Section("Lease").Say(subject.Listeners.Count == 0
            ? $"It is {kept.Clause}: Berth keeps it with sockets that do not listen. A server that sets SO_REUSEADDR, as nearly all do, can bind it beside them."
            : $"It is {kept.Clause}: Berth keeps the port with sockets that do not listen, and takes no connection.");
    }

    public static Line Headline(Subject subject, KeptPort kept) =>
        new($"Port {subject.Port} is {kept.Clause}; nothing listens on it.", kept.For.How == How.Hidden ? How.Observed : kept.For.How);

    /// <summary>What one does with a lease; a lease that cannot be named is shown first.</summary>
    public static void Suggest(Subject subject, Draft draft)
    {
        if (subject.Kept is not { } kept || subject.Listeners.Count != 0) return;
        if (kept.For.Value is not { } key)
        {
            draft.Suggest("berth lease ls", "shows your leases");
            return;
        }
        draft.Suggest(LeaseCommands.Remove(key, subject.Options.Directory), "lets the port go");
    }
}
