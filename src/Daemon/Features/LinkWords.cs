using Berth.Api.Messages;
using Berth.Projects;

namespace Berth.Daemon.Features;

/// <summary>What requests about links have in common.</summary>
static class LinkWords
{
    public const long LargestSeed = (1L << 53) - 1; // what every reader of JSON keeps exactly

    /// <summary>Null: it can be the name of a link.</summary>
    public static ApiError? Name(string? name)
    {
        if (name is not null && LegalName.Is(name)) return null;
        var legal = name is { Length: > 0 and <= 200 } ? LegalName.Of(name) : "db";
        var shown = name is { Length: > 60 } ? name[..60] + "..." : name;
        return new ApiError(
            ErrorCode.BadRequest,
            $"'{shown}' cannot be the name of a link: one has small letters, digits, - and _, at most {LegalName.Longest}",
            $"berth link add {legal} --to 5432");
    }

    /// <summary>A change that could not be written down: the disk is full...</summary>
    public static ApiError NotWritten(IOException error) => new(ErrorCode.Unavailable, error.Message);
}
