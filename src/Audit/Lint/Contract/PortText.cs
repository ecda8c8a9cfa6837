using Berth.Model.Addressing;

namespace Berth.Audit.Lint.Contract;

/// <summary>A port, or a range as the one thing that it is: "port 80", "ports 40000-40010".</summary>
static class PortText
{
    public static string Of(PortRange ports) => ports.Count == 1 ? $"port {ports.First}" : $"ports {ports}";

    public static string Capital(PortRange ports) => ports.Count == 1 ? $"Port {ports.First}" : $"Ports {ports}";
}
