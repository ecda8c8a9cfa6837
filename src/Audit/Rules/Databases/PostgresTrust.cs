using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Databases;

public sealed class PostgresTrust : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "pg-trust",
        Title = "PostgreSQL lets anyone in",
        Severity = new(Severity.Critical, Severity.Low),
        Sees = "PostgreSQL answers a start-up message as user postgres with AuthenticationOk: pg_hba.conf says `trust` for this way in.",
        Why = "Everyone who can connect is superuser: reads, changes, drops, and runs programs by COPY ... PROGRAM.",
        Fix = "Replace `trust` by `scram-sha-256` in pg_hba.conf, set a password, reload.",
        References = ["https://www.postgresql.org/docs/current/auth-trust.html"],
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        if (port.Speaks("postgresql") is not { Authentication: Model.Protocols.Authentication.None } answer) return null;
        return Sighting.Answered($"PostgreSQL takes {port.Audience()} as superuser without a password", answer) with
        {
            Fixes = [new("Replace `trust` by `scram-sha-256` in pg_hba.conf, set a password, and reload", $"psql -p {port.Port} -c 'SELECT pg_reload_conf()'")],
        };
    }
}
