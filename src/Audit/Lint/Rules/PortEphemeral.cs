using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Audit.Lint.Contract;
using Berth.Model.Addressing;

namespace Berth.Audit.Lint.Rules;

public sealed class PortEphemeral : ILintRule
{
    // Linux, RFC 6335 and with it Windows and macOS: developers of all of them start the same repository.
    const int LinuxFirst = 32768, LinuxLast = 60999, DynamicFirst = 49152;

    public RuleInfo Info { get; } = new()
    {
        Id = "port-ephemeral",
        Title = "A declared port that systems hand out by themselves",
        Severity = new(Severity.Low),
        Sees = "A declared port lies in this machine's net.ipv4.ip_local_port_range, or in the usual ranges of Linux (32768-60999), Windows and macOS (49152-65535).",
        Why = "An outgoing connection may hold the port when the service starts: it then fails, at random.",
        Fix = "Use a port below 32768.",
    };

    public IEnumerable<Finding> Find(LintFacts facts)
    {
        foreach (var one in facts.OnThisMachine)
        {
            var ports = one.Ports!;
            var here = facts.Host.EphemeralPorts.Value is { } range && Meet(ports, range);
            var onLinux = Meet(ports, PortRange.Of(LinuxFirst, LinuxLast));
            if (!here && !onLinux && ports.Last.Number < DynamicFirst) continue;
            if (here && facts.Host.ReservedPorts.Any(reserved => reserved.Contains(ports.First) && reserved.Contains(ports.Last))) continue;
            var where = here ? $"this system hands out by itself ({facts.Host.EphemeralPorts.Value})" : onLinux ? "Linux hands out by itself (32768-60999)" : "Windows and macOS hand out by themselves (49152-65535)";
            yield return Info.About(one, $"{PortText.Capital(ports)} {(ports.Count == 1 ? "is one" : "are some")} that {where}") with { Fixes = [new("Choose a port below 32768", "berth next")] };
        }
    }

    static bool Meet(PortRange one, PortRange other) => one.First <= other.Last && other.First <= one.Last;
}
