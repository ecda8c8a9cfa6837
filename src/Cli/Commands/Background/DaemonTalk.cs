using Berth.Api.Messages;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;

namespace Berth.Cli.Commands.Background;

/// <summary>What the daemon refuses, for people and shells.</summary>
static class DaemonTalk
{
    /// <summary>"no daemon runs. Try: berth daemon start"</summary>
    public static string Sentence(ApiError error) =>
        Escape.ForTerminal(error.Message) + (error.Fix is { } fix ? $". Try: {Escape.ForTerminal(fix)}" : ".");

    public static int ExitCodeOf(ApiError error) => error.Code switch
    {
        ErrorCode.BadRequest => ExitCode.BadUsage,
        ErrorCode.NotFound => ExitCode.NothingThere,
        ErrorCode.Refused or ErrorCode.OtherNetwork => ExitCode.Refused,
        ErrorCode.NoRight => ExitCode.NoRight,
        ErrorCode.Unavailable or ErrorCode.NoDaemon or ErrorCode.UnknownCapability => ExitCode.Unavailable,
        _ => ExitCode.Failed,
    };
}
