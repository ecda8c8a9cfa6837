using Berth.Model.Addressing;
using Berth.Model.Knowledge;

namespace Berth.Model.Machine;

/// <summary>What the machine says of itself, for the network namespace that Berth runs in.</summary>
public sealed record HostFacts
{
    public required OperatingSystemKind System { get; init; }

    /// <summary>The kernel's or system's release, as it prints it.</summary>
    public string Release { get; init; } = "";

    /// <summary>Ports that the OS hands out by itself (Linux: net.ipv4.ip_local_port_range).</summary>
    public Known<PortRange> EphemeralPorts { get; init; }

    /// <summary>Ports taken out of automatic choice (Linux: net.ipv4.ip_local_reserved_ports).</summary>
    public IReadOnlyList<PortRange> ReservedPorts { get; init; } = [];

    /// <summary>Ports below this need a right to bind (Linux: net.ipv4.ip_unprivileged_port_start, 1024 by default).</summary>
    public int FirstUnprivilegedPort { get; init; } = 1024;

    public IReadOnlyList<NetworkInterface> Interfaces { get; init; } = [];

    /// <summary>Of every table; read together with the firewall's rules.</summary>
    public IReadOnlyList<Route> Routes { get; init; } = [];

    /// <summary>The user that Berth runs as, and whether it may see every process.</summary>
    public uint UserId { get; init; }

    /// <summary>How a person calls this program as root, without its arguments, ready for a shell.</summary>
    public string SudoBerth { get; init; } = "sudo berth";

    public bool SeesAllProcesses { get; init; }

    /// <summary>Whether processes can be looked into at all (Linux: /proc is mounted).</summary>
    public bool HasProcesses { get; init; } = true;

    /// <summary>Whether process numbers mean the same in the snapshot as in kill(2): not where /proc is another pid namespace's.</summary>
    public bool CountsProcessesAsWeDo { get; init; } = true;
}

public enum OperatingSystemKind : byte
{
    Linux,
    Windows,
    MacOS,
}
