using Berth.Model.Addressing;

namespace Berth.Model.Diagnosis;

/// <summary>One TCP connection tried to an address of this machine, and what was said over it.</summary>
/// <param name="Detail">The system's words where the outcome is none of the usual ones; null otherwise.</param>
public sealed record ConnectAttempt(Endpoint At, ConnectOutcome Outcome, TimeSpan Took, string? Detail = null)
{
    public bool IsConnected => Outcome == ConnectOutcome.Connected;

    /// <summary>The server's end of this connection, where the kernel shows another one than was dialled: it was led elsewhere. Null otherwise.</summary>
    public Endpoint? Met { get; init; }

    /// <summary>What came over a connection on which nothing was asked; null when none was watched.</summary>
    public UnaskedAttempt? Unasked { get; init; }

    /// <summary>A request in plain HTTP; null when none was sent.</summary>
    public HttpAttempt? Http { get; init; }

    /// <summary>A TLS handshake; null when none was tried.</summary>
    public TlsAttempt? Tls { get; init; }

    /// <summary>The request inside TLS; null when there was no handshake.</summary>
    public HttpAttempt? HttpOverTls { get; init; }

    /// <summary>The answer that a client of this target would get.</summary>
    public HttpAttempt? Answer(DiagnosisTarget target) =>
        target.IsTls || (target.Scheme is null && Http is not { Outcome: HttpOutcome.Answered } && HttpOverTls is not null) ? HttpOverTls : Http;
}

public enum ConnectOutcome : byte
{
    Connected,

    /// <summary>ECONNREFUSED: nobody listens, or a filter says so.</summary>
    Refused,

    /// <summary>No answer within a second.</summary>
    TimedOut,

    /// <summary>EHOSTUNREACH, ENETUNREACH, EACCES or EPERM: a route or a filter forbids it.</summary>
    Unreachable,

    /// <summary>The family or the address is not there: EADDRNOTAVAIL, EAFNOSUPPORT.</summary>
    NoSuchAddress,
    Reset,
    Other,
}

public static class ConnectOutcomeNames
{
    /// <summary>The name used in JSON.</summary>
    public static string Name(this ConnectOutcome outcome) => outcome switch
    {
        ConnectOutcome.Connected => "connected",
        ConnectOutcome.Refused => "refused",
        ConnectOutcome.TimedOut => "timed-out",
        ConnectOutcome.Unreachable => "unreachable",
        ConnectOutcome.NoSuchAddress => "no-such-address",
        ConnectOutcome.Reset => "reset",
        _ => "other",
    };
}
