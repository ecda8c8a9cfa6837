using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Berth.Linux.Processes;
using Berth.Linux.Programs;

namespace Berth.Actions.Running;

/// <summary>
/// A child that has our stdin, stdout and stderr, and hears the signals that we hear. At a terminal it stays in the terminal's
/// process group, so that Ctrl-C and Ctrl-Z do there what they always do; elsewhere it leads a process group.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class SupervisedCommand : IDisposable
{
    // The two that the terminal sends to its whole group; then SIGTERM, SIGHUP, SIGUSR1, SIGUSR2 (signal(7)).
    const int Interrupt = 2, Quit = 3, Hangup = 1, User1 = 10, User2 = 12;

    readonly Lock gate = new();
    readonly List<PosixSignalRegistration> registrations = [];
    readonly List<int> early = [];
    Process? child;

    public SupervisedCommand()
    {
        IsAtTerminal = ProcessSignal.IsAtTerminal;
        foreach (var signal in (ReadOnlySpan<int>)[Interrupt, Quit, Signal.Terminate, Hangup, User1, User2])
        {
            registrations.Add(PosixSignalRegistration.Create((PosixSignal)signal, context =>
            {
                context.Cancel = true;
                Forward(signal);
            }));
        }
    }

    public bool IsAtTerminal { get; }

    /// <summary>Null when it was started; else why not. Call it on the thread that waits: the child is told when that thread ends.</summary>
    /// <param name="program">Our own, by its absolute path: it finds the command on PATH and becomes it.</param>
    public string? Start(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = ProgramStart.Of(program, arguments);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        try
        {
            var started = Process.Start(start)!;
            lock (gate)
            {
                child = started;
                foreach (var signal in early) Send(started, signal);
            }
            return null;
        }
        catch (Win32Exception error)
        {
            return error.Message;
        }
    }

    /// <summary>The exit code, 128 and the number for a signal; null while it runs.</summary>
    public int? Wait(TimeSpan limit) => child!.WaitForExit(limit) ? child.ExitCode : null;

    void Forward(int signal)
    {
        lock (gate)
        {
            if (child is null) early.Add(signal);
            else Send(child, signal);
        }
    }

    void Send(Process to, int signal)
    {
        if (to.HasExited) return;
        if (!IsAtTerminal) ProcessSignal.ToGroupOf(to.Id, signal);
        else if (signal is not (Interrupt or Quit)) ProcessSignal.To(to.Id, signal);
    }

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        child?.Dispose();
    }
}
