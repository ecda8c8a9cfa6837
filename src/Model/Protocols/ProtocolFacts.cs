using Berth.Model.Addressing;

namespace Berth.Model.Protocols;

/// <summary>
/// What a listener really speaks, asked by a probe that reads only. Every text comes from the service itself and may be
/// hostile: escape it before it reaches a terminal.
/// </summary>
public sealed record ProtocolFacts
{
    /// <summary>The detail that names a question which was not answered in time: what it would have told is not known.</summary>
    public const string Unanswered = "unanswered";

    /// <summary>Where the probe connected: an address of this machine.</summary>
    public required Endpoint Endpoint { get; init; }

    /// <summary>
    /// "http", "postgresql", "mysql", "redis", "mongodb", "memcached", "amqp", "ssh", "smtp", "dns", "jdwp"...; null when
    /// something answered that no probe knows, or nothing answered: <see cref="Outcome"/> tells which.
    /// </summary>
    public string? Protocol { get; init; }

    public required ProbeOutcome Outcome { get; init; }

    /// <summary>The protocol is spoken inside TLS.</summary>
    public bool IsTls { get; init; }

    /// <summary>The program as it names itself: "OpenSSH", "nginx", "Ollama", "Jupyter", "Node inspector"...</summary>
    public string? Product { get; init; }
    public string? Version { get; init; }

    /// <summary>Whether it asks who is there before it serves.</summary>
    public Authentication Authentication { get; init; }

    public CertificateFacts? Certificate { get; init; }

    /// <summary>Only for HTTP.</summary>
    public HttpFacts? Http { get; init; }

    /// <summary>What else the protocol told, by name: "protected-mode" = "no", "cluster_name" = "dev"...</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();

    /// <summary>What was asked and answered, in one line: "PING was answered +PONG without a password".</summary>
    public required string Evidence { get; init; }

    /// <summary>
    /// What it answered at an address of this machine that is not loopback, from where that address is the caller's too; null when it was
    /// not asked there. Who is let in from a network is told by this, and not by what loopback is answered.
    /// </summary>
    public ProtocolFacts? FromBeyond { get; init; }

    /// <summary>How many connections it took; of UDP, how many datagrams were sent.</summary>
    public int Connections { get; init; }

    /// <summary>How many bytes of the service were read, over all connections.</summary>
    public int BytesRead { get; init; }
}

public enum ProbeOutcome : byte
{
    /// <summary>A known protocol answered.</summary>
    Recognised,

    /// <summary>It answered with something that no probe knows.</summary>
    Unrecognised,

    /// <summary>It accepted, and said nothing in time.</summary>
    Silent,

    /// <summary>It closed the connection without a word.</summary>
    Closed,

    /// <summary>The connection was refused, or did not come about in time.</summary>
    Unreachable,
}

public enum Authentication : byte
{
    Unknown,

    /// <summary>It refused to serve without credentials.</summary>
    Required,

    /// <summary>It served, or said that it would, without credentials.</summary>
    None,
}

/// <summary>The certificate that a TLS service showed.</summary>
/// <param name="Names">The DNS names and addresses it is for.</param>
/// <param name="IsSelfSigned">Issuer and subject are the same.</param>
public sealed record CertificateFacts(
    string Subject, string Issuer, DateTimeOffset NotBefore, DateTimeOffset NotAfter, IReadOnlyList<string> Names,
    bool IsSelfSigned, string KeyAlgorithm, int KeyBits, string SignatureAlgorithm, string Thumbprint);
