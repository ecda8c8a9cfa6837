using Berth.Audit.Findings;

namespace Berth.Audit.Contract;

/// <summary>Fixes that many rules share.</summary>
static class Remedies
{
    /// <summary>Keeps others out until the cause is mended.</summary>
    public static Fix Block(ListenedPort port) => new("Until then, keep others out with the firewall", NeedsRoot: true,
        Risk: "whoever uses it from outside now is cut off")
    {
        Action = new FixAction.BlockPort(port.Protocol, port.Port),
    };

    public static Fix Sysctl(string name, string value, string? before, string text, string? risk = null) => new(text, $"sysctl -w {name}={value}",
        before is null ? null : $"sysctl -w {name}={before}", NeedsRoot: true, Risk: risk)
    {
        Action = new FixAction.SetSysctl(name, value),
    };
}
