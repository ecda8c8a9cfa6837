using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Debuggers;

public sealed class ChromeRemote : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "cdp-open",
        Title = "A browser's remote control",
        Severity = new(Severity.Critical, Severity.Medium),
        Sees = "The port answers /json/version as a browser's DevTools.",
        Why = "Whoever connects reads every cookie and page of the browser, and acts as its user.",
        Fix = "Leave `--remote-debugging-address` out, use a profile of its own, and `--remote-debugging-pipe` where the tool can.",
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        if (port.Speaks("cdp") is not { } answer) return null;
        return Sighting.Answered($"A browser takes commands from {port.Audience()}", answer) with
        {
            Fixes = [new("Start the browser without --remote-debugging-address and with a profile of its own (--user-data-dir), or use --remote-debugging-pipe")],
        };
    }
}
