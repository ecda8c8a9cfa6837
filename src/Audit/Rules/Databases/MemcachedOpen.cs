using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Databases;

public sealed class MemcachedOpen : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "memcached-open",
        Title = "memcached reached from outside",
        Severity = new(Severity.High),
        Sees = "memcached answers `version` from a port that others reach. It has no passwords by default.",
        Why = "Others read and change what is cached, sessions among it; with UDP it amplifies attacks on third parties.",
        Fix = "Start it with `-l 127.0.0.1 -U 0`.",
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        if (port.Speaks("memcached") is not { } answer) return null;
        return Sighting.Answered($"memcached serves {port.Audience()} without a password", answer) with
        {
            Fixes = [new("Set `-l 127.0.0.1` and `-U 0` in /etc/memcached.conf (or on its command line), then restart", port.Restart)],
        };
    }
}
