using System.Runtime.Versioning;
using Berth.Actions.Changes;
using Berth.Actions.Signals;
using Berth.Cli.Hosting;
using Berth.Workbench.Mending;

namespace Berth.Cli.Commands.Auditing.Fixing;

/// <summary>The timer of an unconfirmed firewall change: waits in a session of its own, so that it outlives the terminal.</summary>
[SupportedOSPlatform("linux")]
static class TakeBackRun
{
    public static int Run(string mark, TimeSpan patience, ChangeBook book, Rollback rollback, CommandContext context)
    {
        using var detached = Detachment.Start();
        context.Out.Line("waiting");
        context.Out.Flush();
        Task.Delay(patience, context.Clock).GetAwaiter().GetResult();
        return rollback.TakeBack(mark, book) ? ExitCode.Done : ExitCode.Failed;
    }
}
