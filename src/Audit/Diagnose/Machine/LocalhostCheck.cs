using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Machine;

namespace Berth.Audit.Diagnose.Machine;

/// <summary>localhost means loopback, in every line that says so, and only families that are on.</summary>
sealed class LocalhostCheck : ICheck
{
    public string Name => "localhost";

    public Diagnosis? Judge(MachineFacts facts)
    {
        var (name, host) = (facts.Localhost, facts.Snapshot.Host);
        if (name.Addresses.Count == 0)
            return new Diagnosis("localhost-missing", "localhost itself has no address here.", [Say.Name(name)], Say.HostsLine(host, "localhost", "Give it one"));
        if (name.Addresses.FirstOrDefault(static address => !address.IsLoopback) is var wrong && name.Addresses.Any(static address => !address.IsLoopback))
            return new Diagnosis("hosts-lie", $"localhost leads to {wrong} here, which is not loopback.", [Say.Name(name), "By RFC 6761 localhost means 127.0.0.1 and ::1."], Corrected(facts, wrong));
        if (facts.HasIPv6 || name.HostsLines.FirstOrDefault(static line => line.Address == InetAddress.LoopbackV6) is not { } six) return null;
        return new Diagnosis(
            "ipv6-off", "localhost means ::1 too, but IPv6 is off here.",
            [$"/etc/hosts, line {six.Line}: {six.Address} {name.Name}", "net.ipv6.conf.lo.disable_ipv6 is on, or the kernel has no IPv6."], Removed(host, six))
        {
            // The system's resolver puts what can be reached first (RFC 6724), so most clients never notice.
            IsNotice = name.Addresses[0].Family == InetFamily.V4,
        };
    }

    public string Seen(MachineFacts facts) => facts.Localhost.Addresses.Count == 0
        ? $"no address: {facts.Localhost.Failure}"
        : $"{string.Join(", then ", facts.Localhost.Addresses)}{Say.Source(facts.Localhost)}; IPv6 is {(facts.HasIPv6 ? "on" : "off")}";

    static Fix Corrected(MachineFacts facts, InetAddress wrong) => facts.Localhost.HostsLines.FirstOrDefault(line => line.Address == wrong) is { } line
        ? Removed(facts.Snapshot.Host, line)
        : Say.HostsLine(facts.Snapshot.Host, "localhost", "Let /etc/hosts say it, before the name server is asked");

    static Fix Removed(HostFacts host, HostsEntry line) => new(
        $"Take line {line.Line} out of /etc/hosts", $"{Say.Sudo(host)}sed -i.before '{line.Line}s/^/# /' /etc/hosts", $"{Say.Sudo(host)}cp /etc/hosts.before /etc/hosts", NeedsRoot: true);
}
