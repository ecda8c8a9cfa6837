namespace Berth.Api.Messages;

/// <summary>Why a request was not carried out.</summary>
/// <param name="Code">One of <see cref="ErrorCode"/>, for programs.</param>
/// <param name="Message">What went wrong and where: a clause, in lower case, without a full stop.</param>
/// <param name="Fix">What to do next; null when nothing can be said.</param>
public sealed record ApiError(string Code, string Message, string? Fix = null);

/// <summary>The body of every answer that is an error, and the last line of a stream that failed.</summary>
public sealed record ErrorAnswer(ApiError Error);

public static class ErrorCode
{
    /// <summary>The request is not understood: 400.</summary>
    public const string BadRequest = "bad_request";

    /// <summary>This daemon has no such capability: 404.</summary>
    public const string UnknownCapability = "unknown_capability";

    /// <summary>What was asked about is not there: 404.</summary>
    public const string NotFound = "not_found";

    /// <summary>The caller may not do it: 403.</summary>
    public const string NoRight = "no_right";

    /// <summary>It will not be done as things are: 409.</summary>
    public const string Refused = "refused";

    /// <summary>The caller's network is not the daemon's: 409.</summary>
    public const string OtherNetwork = "other_network";

    /// <summary>It cannot be done here or now: 503.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>A fault in the daemon: 500.</summary>
    public const string Internal = "internal";

    /// <summary>No daemon runs, or none could be started. Made by the client.</summary>
    public const string NoDaemon = "no_daemon";

    /// <summary>The daemon went away, or answered what is no answer. Made by the client.</summary>
    public const string Broken = "broken";
}
