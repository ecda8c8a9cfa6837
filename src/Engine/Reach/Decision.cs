using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Services;
using Berth.Model.Sockets;

namespace Berth.Engine.Reach;

/// <summary>What decided about a packet: a rule, a chain's policy, or the kernel's own routing.</summary>
/// <param name="Table">Null where no rule did.</param>
/// <param name="Rule">Null for the chain's policy.</param>
public sealed record Decision(FirewallTable? Table, string? Chain, FirewallRule? Rule, string? Note = null)
{
    public static Decision Of(string note) => new(null, null, null, note);

    /// <summary>"inet filter input, handle 7: tcp dport 22 accept".</summary>
    public override string ToString()
    {
        if (Table is null) return Note ?? "";
        var place = $"{Table.Family.Name()} {Table.Name} {Chain}";
        if (Rule is null) return $"{place}: {Note ?? "policy drop"}";
        return Rule.Handle is { } handle ? $"{place}, handle {handle}: {Rule.Text}" : $"{place}, rule {Rule.Number}: {Rule.Text}";
    }
}
