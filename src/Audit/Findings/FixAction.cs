using Berth.Model.Addressing;

namespace Berth.Audit.Findings;

/// <summary>A change to the machine that Berth can make and take back itself.</summary>
public abstract record FixAction
{
    FixAction()
    {
    }

    /// <summary>Keeps others than loopback from connecting to a port, by a rule of ufw or nftables.</summary>
    public sealed record BlockPort(Protocol Protocol, Port Port) : FixAction;

    /// <summary>Sets a kernel setting, now and after the next start.</summary>
    /// <param name="Name">As sysctl names it: "net.ipv4.conf.all.route_localnet".</param>
    public sealed record SetSysctl(string Name, string Value) : FixAction;

    /// <summary>Adds ports to net.ipv4.ip_local_reserved_ports.</summary>
    public sealed record ReservePort(Port Port) : FixAction;

    /// <summary>Takes rights off a file: the bits that stay.</summary>
    public sealed record SetFileMode(string Path, UnixFileMode Mode) : FixAction;
}
