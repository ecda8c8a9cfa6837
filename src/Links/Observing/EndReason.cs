namespace Berth.Links.Observing;

/// <summary>Why a connection ended.</summary>
public enum EndReason : byte
{
    /// <summary>It has not.</summary>
    None,

    /// <summary>Both sides said that they had sent all (FIN).</summary>
    Finished,

    /// <summary>The client cut it (RST).</summary>
    ClientReset,

    /// <summary>The service cut it (RST).</summary>
    ServiceReset,

    /// <summary>The service refused it, or could not be reached.</summary>
    NotReached,

    /// <summary>A fault ended it.</summary>
    Fault,

    /// <summary>More connections than the link's limit, or more sockets than the system watches for this user.</summary>
    Limit,

    /// <summary>A client of a UDP link was silent for too long.</summary>
    Silent,

    /// <summary>The link was switched off, led elsewhere or closed; or somebody asked for it.</summary>
    Closed,
}
