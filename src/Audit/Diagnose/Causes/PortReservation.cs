using Berth.Audit.Diagnose.Cases;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>The commands that take a port out of what the system hands out, and give it back.</summary>
static class PortReservation
{
    const string Name = "net.ipv4.ip_local_reserved_ports";

    public static string Command(Case patient) =>
        $"{Say.Sudo(patient.Host)}sysctl -w {Name}={string.Join(',', patient.Host.ReservedPorts.Select(static range => range.ToString()).Append(patient.Port.ToString()))}";

    public static string Undo(Case patient) =>
        $"{Say.Sudo(patient.Host)}sysctl -w {Name}={string.Join(',', patient.Host.ReservedPorts)}";
}
