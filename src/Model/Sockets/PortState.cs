namespace Berth.Model.Sockets;

/// <summary>What the kernel says when an endpoint is bound now.</summary>
public enum PortState : byte
{
    Free,

    /// <summary>Another socket holds it (EADDRINUSE).</summary>
    Held,

    /// <summary>This user may not bind it (EACCES): below the first unprivileged port, or excluded by the system.</summary>
    NoRight,

    /// <summary>No interface of this machine has the address, or the family is switched off.</summary>
    NoSuchAddress,
    Unknown,
}
