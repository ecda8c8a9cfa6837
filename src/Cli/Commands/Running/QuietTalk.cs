using System.Runtime.Versioning;
using Berth.Actions.Running;
using Berth.Cli.Hosting;

namespace Berth.Cli.Commands.Running;

/// <summary>
/// Says lines when the command is quiet for a look: in the midst of what it writes, ours would break a line of its own. One that never
/// is quiet is not waited for long.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class QuietTalk(CommandContext context)
{
    const int MostLooks = 10;

    readonly Queue<string> waiting = new();
    long? written;
    int looks;

    public bool IsWaiting => waiting.Count > 0;

    public void Say(string line) => waiting.Enqueue(line);

    /// <summary>At each look at the command.</summary>
    public void Look()
    {
        if (waiting.Count == 0) return;
        var now = CommandTree.Written;
        if (written != now && ++looks < MostLooks)
        {
            written = now;
            return;
        }
        End();
    }

    /// <summary>The command has ended, or is quiet: what waits is said.</summary>
    public void End()
    {
        (written, looks) = (null, 0);
        while (waiting.TryDequeue(out var line)) context.Say(line);
    }
}
