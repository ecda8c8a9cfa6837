namespace Berth.Engine.Targets;

/// <summary>What a pasted error message complains of.</summary>
public enum ErrorKind : byte
{
    /// <summary>EADDRINUSE, WSAEADDRINUSE (10048).</summary>
    AddressInUse,

    /// <summary>EACCES, WSAEACCES (10013).</summary>
    PermissionDenied,

    /// <summary>ECONNREFUSED, WSAECONNREFUSED (10061).</summary>
    ConnectionRefused,

    /// <summary>ECONNRESET, EPIPE, WSAECONNRESET (10054).</summary>
    ConnectionReset,

    /// <summary>ETIMEDOUT, WSAETIMEDOUT (10060).</summary>
    TimedOut,

    /// <summary>EADDRNOTAVAIL, WSAEADDRNOTAVAIL (10049).</summary>
    AddressNotAvailable,

    /// <summary>ENOTFOUND, EAI_NONAME: the name has no address.</summary>
    NameNotFound,

    /// <summary>EHOSTUNREACH, ENETUNREACH.</summary>
    Unreachable,

    /// <summary>What it complains of is not known; it names an endpoint.</summary>
    Unknown,
}

public static class ErrorKindNames
{
    /// <summary>The name used in JSON.</summary>
    public static string Name(this ErrorKind kind) => kind switch
    {
        ErrorKind.AddressInUse => "address-in-use",
        ErrorKind.PermissionDenied => "permission-denied",
        ErrorKind.ConnectionRefused => "connection-refused",
        ErrorKind.ConnectionReset => "connection-reset",
        ErrorKind.TimedOut => "timed-out",
        ErrorKind.AddressNotAvailable => "address-not-available",
        ErrorKind.NameNotFound => "name-not-found",
        ErrorKind.Unknown => "unknown",
        _ => "unreachable",
    };
}
