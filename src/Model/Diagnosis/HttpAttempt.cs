namespace Berth.Model.Diagnosis;

/// <summary>A GET and what came back. Every text is the service's own: escape it before it reaches a terminal.</summary>
/// <param name="Host">The Host header that was sent.</param>
/// <param name="Status">0 unless <paramref name="Outcome"/> is Answered.</param>
/// <param name="Text">The beginning of the answer's body, or of what came in place of an answer; may be empty.</param>
public sealed record HttpAttempt(HttpOutcome Outcome, string Host, int Status, string Text, TimeSpan Took)
{
    /// <summary>Where it redirects to, or null.</summary>
    public string? Location { get; init; }

    /// <summary>How far the answer came.</summary>
    public HttpEnd End { get; init; }

    /// <summary>Bytes of the body that came, without the transfer coding; as far as they were read.</summary>
    public int BodyBytes { get; init; }

    /// <summary>What Content-Length promised; null when it is not there.</summary>
    public long? BodyPromised { get; init; }

    /// <summary>The cookies that it sets, "name=value" each.</summary>
    public IReadOnlyList<string> Cookies { get; init; } = [];

    /// <summary>Where it redirected to, followed on this machine; null for an answer that is no redirect.</summary>
    public RedirectTrail? Trail { get; init; }

    /// <summary>The answer at the end of its redirects, as far as they were followed.</summary>
    public HttpAttempt Last => Trail is { Steps: [.., { Answer: { } last }] } ? last : this;

    /// <summary>The same request with a host that every local server should know; null when it was not needed.</summary>
    public HttpAttempt? AsLocalhost { get; init; }
}

public enum HttpOutcome : byte
{
    /// <summary>With an HTTP status line.</summary>
    Answered,

    /// <summary>A TLS alert: it speaks TLS and got plain text.</summary>
    SpeaksTls,

    /// <summary>Something else than HTTP.</summary>
    NotHttp,

    /// <summary>Nothing in time.</summary>
    Silent,

    /// <summary>It closed, or cut, the connection without a word.</summary>
    Closed,
}

public enum HttpEnd : byte
{
    /// <summary>All of it, or as much as is read of a long one; a stream, which has no end, by its headers.</summary>
    Whole,

    /// <summary>The connection ended before the answer did.</summary>
    Cut,

    /// <summary>The connection is open, and nothing more came in time.</summary>
    Stalled,
}
