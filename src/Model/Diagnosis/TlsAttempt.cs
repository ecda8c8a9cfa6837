using Berth.Model.Protocols;

namespace Berth.Model.Diagnosis;

/// <summary>A TLS handshake with the target's name.</summary>
/// <param name="Certificate">What the server showed; null without a handshake.</param>
/// <param name="NameMatches">Whether the certificate is for the name that was asked for.</param>
/// <param name="IsTrusted">Whether the system's certificate store leads to its issuer, dates aside.</param>
/// <param name="Problem">Why there was no handshake, in the system's words; null when there was.</param>
public sealed record TlsAttempt(TlsOutcome Outcome, CertificateFacts? Certificate, bool NameMatches, bool IsTrusted, string? Problem, TimeSpan Took)
{
    public bool IsDone => Outcome == TlsOutcome.Done;
}

public enum TlsOutcome : byte
{
    Done,

    /// <summary>It answered with something that is not TLS, or closed.</summary>
    NotTls,

    /// <summary>It speaks TLS and refused: a version, a cipher, a name, a client certificate.</summary>
    Refused,
    Silent,

    /// <summary>This machine has not what TLS takes; the problem says what is missing.</summary>
    NotTried,
}
