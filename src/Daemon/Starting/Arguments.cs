using Berth.Places;

namespace Berth.Daemon.Starting;

/// <summary>The words that berthd was started with. Commands start it; a person or a service manager may.</summary>
/// <param name="Apart">Leave the starter: an own session, the log file for the outputs, the root folder.</param>
/// <param name="OnDemand">End when nothing needs it any more.</param>
sealed record Arguments(DaemonPlace Place, bool Apart, bool OnDemand)
{
    public const string Usage = "usage: berthd [--apart] [--on-demand] [--state FOLDER] [--runtime FOLDER]. `berth daemon start` starts it in the background.";

    /// <summary>Null with the reason.</summary>
    public static Arguments? Read(string[] words, out string? problem)
    {
        var (apart, onDemand) = (false, false);
        var (state, runtime) = (UserFolders.State, UserFolders.Runtime);
        problem = null;
        for (var i = 0; i < words.Length; i++)
        {
            switch (words[i])
            {
                case "--apart":
                    apart = true;
                    break;
                case "--on-demand":
                    onDemand = true;
                    break;
                case "--state" when i + 1 < words.Length && Path.IsPathRooted(words[i + 1]):
                    state = words[++i];
                    break;
                case "--runtime" when i + 1 < words.Length && Path.IsPathRooted(words[i + 1]):
                    runtime = words[++i];
                    break;
                default:
                    problem = Usage;
                    return null;
            }
        }
        if (state is not null && runtime is not null) return new Arguments(new DaemonPlace(state, runtime), apart, onDemand);
        problem = "there is no home to keep leases in. Set HOME, or XDG_STATE_HOME and XDG_RUNTIME_DIR.";
        return null;
    }
}
