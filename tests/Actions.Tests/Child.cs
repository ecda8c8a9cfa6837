using System.Diagnostics;
using System.Runtime.Versioning;
using Berth.Linux.ProcFs;
using Berth.Model.Processes;

[assembly: SupportedOSPlatform("linux")]

namespace Berth.Actions.Tests;

/// <summary>A process that a test started, and that is gone when the test ends.</summary>
sealed class Child : IDisposable
{
    readonly Process process;

    Child(Process process) => this.process = process;

    /// <summary>Sleeps until it is asked to end.</summary>
    public static Child Willing() => Start("echo ready; exec sleep 600");

    /// <summary>Ignores SIGTERM: what a shell ignores, what it becomes by exec ignores too.</summary>
    public static Child Stubborn() => Start("trap '' TERM; echo ready; exec sleep 600");

    public int Pid => process.Id;
    public bool HasExited => process.HasExited;

    public ProcessKey Key => new(Pid, StartTicks(Pid));

    public static ulong StartTicks(int pid) =>
        ProcStat.TryParse(File.ReadAllBytes($"/proc/{pid}/stat"), out var stat) ? stat.StartTicks : throw new InvalidOperationException($"No /proc/{pid}/stat.");

    public void WaitForExit() => process.WaitForExit();

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    static Child Start(string script)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        var process = Process.Start(start)!;
        // Once it has spoken, its traps are set.
        Assert.Equal("ready", process.StandardOutput.ReadLine());
        return new Child(process);
    }
}
