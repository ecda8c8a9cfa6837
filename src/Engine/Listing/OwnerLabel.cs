using Berth.Model.Knowledge;
using Berth.Model.Processes;

namespace Berth.Engine.Listing;

/// <summary>The one name that tells most: the container, else the service, else the process.</summary>
static class OwnerLabel
{
    public static FieldValue Of(Row row)
    {
        if (row.Owner.First is not { } first) return FromSocket(row);
        var label = FieldValue.OfText(Telling(first.Cgroup.Value) ?? first.Name);
        return row.Owner.How == How.Inferred ? label.KnownAs(How.Inferred, row.Owner.Reason) : label;
    }

    static FieldValue FromSocket(Row row)
    {
        if (row.Owner.How != How.Observed && Telling(row.Socket.Cgroup) is { } label)
            return FieldValue.OfText(label).KnownAs(How.Inferred, $"the cgroup in which the socket was made; {row.Owner.Reason ?? "its process was not read"}");
        return FieldValue.None.KnownAs(row.Owner.How, row.Owner.Reason);
    }

    // A scope is a login session or a terminal's tab: it says less than the process. user@1000.service holds a whole session.
    static string? Telling(CgroupFacts? cgroup)
    {
        if (cgroup?.Container is { } container) return container.Label;
        if (cgroup?.Unit is not { } unit || unit.Name.StartsWith("user@", StringComparison.Ordinal)) return null;
        var isService = unit.Name.EndsWith(".service", StringComparison.Ordinal) || unit.Name.EndsWith(".socket", StringComparison.Ordinal);
        return isService ? unit.Name : null;
    }
}
