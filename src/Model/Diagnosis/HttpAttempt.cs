namespace Berth.Model;

/// <summary>A GET and what came back. Every text is the service's own: escape it before it reaches a terminal.</summary>
/// <param name="Host">The Host header that was sent.</param>
/// <param name="Status">0 unless <paramref name="Outcome"/> is Answered.</param>
/// <param name="Text">The beginning of the answer's body, or of what came in place of an answer; may be empty.</param>
public sealed record HttpAttempt(HttpOutcome Outcome, string Host, int Status, string Text, TimeSpan Took)
{
    /// <summary>Where it redirects to, or null.</summary>
    public string? Location { get; init; }

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
