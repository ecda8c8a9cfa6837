using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Brokers;

public sealed class CoordinatorOpen : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "coord-open",
        Title = "A coordination service that takes anyone",
        Severity = new(Severity.Critical),
        Sees = "etcd, Consul or ZooKeeper answers without credentials on a port that others reach.",
        Why = "It holds the secrets and the settings of a cluster: whoever reads or writes it owns the cluster.",
        Fix = "Bind it to loopback, and require client certificates (etcd) or ACLs (Consul, ZooKeeper).",
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        var answer = port.Speaks("zookeeper", "etcd", "consul");
        if (answer is null or { Authentication: Model.Protocols.Authentication.Required }) return null;
        return Sighting.Answered($"{answer.Product ?? answer.Protocol} answers {port.Audience()} without credentials", answer) with
        {
            Fixes = [new("Bind it to loopback: `--listen-client-urls http://127.0.0.1:2379` (etcd), `-client 127.0.0.1` (Consul), `clientPortAddress=127.0.0.1` (ZooKeeper)")],
        };
    }
}
