using System.Runtime.Versioning;
using Berth.Api;
using Berth.Api.Client;
using Berth.Api.Messages;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Places;

namespace Berth.Cli.Commands.Background;

/// <summary>What the daemon refuses, for people and shells.</summary>
static class DaemonTalk
{
    /// <summary>Why there can be no daemon of a person who has no home.</summary>
    public const string NoHome = "there is no home for the daemon's state. Set HOME, or XDG_STATE_HOME and XDG_RUNTIME_DIR.";

    /// <summary>This person's daemon, started when it is asked something and does not run. Null, and said, when there is no home.</summary>
    [SupportedOSPlatform("linux")]
    public static DaemonClient? Client(CommandContext context, string command)
    {
        if (DaemonPlace.OfThisUser is { } place) return DaemonAccess.OnDemand(place);
        context.Say($"{command}: {NoHome}");
        return null;
    }

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
