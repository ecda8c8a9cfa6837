using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Debuggers;

public sealed class AndroidBridge : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "adb-tcp",
        Title = "Android's debug bridge",
        Severity = new(Severity.High),
        Sees = "adb's server (5037) or a device's adbd (5555) listens on a port that others reach.",
        Why = "Whoever connects gets a shell on the device.",
        Fix = "`adb usb`, and never `adb -a`.",
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        if (port.Speaks("adb") is { } answer)
            return Sighting.Answered($"adb takes commands from {port.Audience()}", answer) with { Fixes = [new("Go back to USB", $"adb -s {port.Host}:{port.Port} usb", $"adb tcpip {port.Port}")] };
        if (port.Process?.Name is not ("adb" or "adbd")) return null;
        return Sighting.Started($"adb takes commands from {port.Audience()}", $"{port.Process.Name} listens on {port.Endpoint}") with { Fixes = [new("Start the server on loopback", $"adb -P {port.Port} kill-server", $"adb -a -P {port.Port} start-server")] };
    }
}
