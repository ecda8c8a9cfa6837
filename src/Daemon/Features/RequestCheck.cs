using Berth.Api.Messages;

namespace Berth.Daemon.Features;

/// <summary>What the form of a request does not say: what its texts must be.</summary>
static class RequestCheck
{
    const int LongestPath = 4096; // PATH_MAX

    /// <summary>Null: it is the path of a folder, whether there is one or not.</summary>
    public static ApiError? Root(string? root) => root is { Length: > 0 and <= LongestPath } && Path.IsPathRooted(root) && !root.Contains('\0')
        ? null
        : new ApiError(ErrorCode.BadRequest, "root is the absolute path of a folder");

    /// <summary>Null: no text is missing in the middle of a list. JSON's null passes there.</summary>
    public static ApiError? Texts(string member, params IEnumerable<string?> texts) => texts.Any(static text => text is null || text.Contains('\0'))
        ? new ApiError(ErrorCode.BadRequest, $"{member} has texts, without null")
        : null;
}
