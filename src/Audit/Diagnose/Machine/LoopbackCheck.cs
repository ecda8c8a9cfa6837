using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Model.Diagnosis;
using Berth.Model.Machine;

namespace Berth.Audit.Diagnose.Machine;

/// <summary>The loopback interface is up and has its addresses.</summary>
sealed class LoopbackCheck : ICheck
{
    public string Name => "loopback";

    public Diagnosis? Judge(MachineFacts facts)
    {
        var host = facts.Snapshot.Host;
        if (Loopback(facts) is not { IsUp: false } link) return null;
        return new Diagnosis(
            "loopback-down", "The loopback interface is down: no local address can be reached.", [$"The interface {link.Name} is down in this network namespace."],
            new Fix("Bring it up", $"{Say.Sudo(host)}ip link set {link.Name} up", $"{Say.Sudo(host)}ip link set {link.Name} down", NeedsRoot: true));
    }

    public string Seen(MachineFacts facts) => Loopback(facts) is not { } link
        ? "the interfaces could not be read"
        : $"{link.Name} is {(link.IsUp ? "up" : "down")}, with {(link.Addresses.Count == 0 ? "no address" : string.Join(", ", link.Addresses.Select(static one => one.Address)))}";

    static NetworkInterface? Loopback(MachineFacts facts) => facts.Snapshot.Host.Interfaces.FirstOrDefault(static link => link.Kind == InterfaceKind.Loopback);
}
