using System.Diagnostics;
using System.Runtime.Versioning;
using Berth.Actions.Changes;

namespace Berth.Cli.Commands.Auditing.Fixing;

/// <summary>
/// The timer of an unconfirmed firewall change: another process of our own program, in a session of its own so that it outlives
/// the terminal, which takes the change back when its time is up and nobody confirmed.
/// </summary>
[SupportedOSPlatform("linux")]
static class Rollback
{
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    static string? MarkOf(string name) => Hosting.UserFolders.State is { } state ? $"{state}/undo/{name}.unconfirmed" : null;

    public static bool Arm(string name)
    {
        if (MarkOf(name) is not { } mark || Environment.ProcessPath is not { } program) return false;
        Actions.Files.OwnFile.Write(mark, []);
        var start = new ProcessStartInfo(program, ["audit", "--take-back", name]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var timer = Process.Start(start);
        // It says a line when it has left our session and waits.
        return timer?.StandardOutput.ReadLine() is not null;
    }

    /// <summary>Stops the timer. False when it was faster: the change is taken back already.</summary>
    public static bool Disarm(string name, ChangeBook book)
    {
        if (MarkOf(name) is { } mark) File.Delete(mark);
        return book.Find(name) is not null;
    }

    /// <summary>What the other process does.</summary>
    public static int Wait(string name, ChangeBook book, Hosting.Surroundings around)
    {
        using var detached = Actions.Signals.Detachment.Start();
        around.Out.Line("waiting");
        around.Out.Flush();
        Task.Delay(Patience, around.Clock).GetAwaiter().GetResult();
        if (MarkOf(name) is not { } mark || !File.Exists(mark)) return Hosting.ExitCode.Done;
        File.Delete(mark);
        return book.Find(name) is { } change && !book.Undo(change).IsDone ? Hosting.ExitCode.Failed : Hosting.ExitCode.Done;
    }
}
