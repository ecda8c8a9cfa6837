using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.Versioning;
using Berth.Api.Messages;
using Berth.Linux.Files;
using Berth.Linux.Native;
using Berth.Linux.Programs;
using Berth.Places;

namespace Berth.Api.Starting;

/// <summary>Starts a person's daemon and waits until it answers. It then runs on its own, whoever started it.</summary>
[SupportedOSPlatform("linux")]
public static class DaemonStart
{
    /// <summary>What it says on its stdout when it answers.</summary>
    public const string Ready = "ready";

    static readonly TimeSpan patience = TimeSpan.FromSeconds(20);

    // What it needs to run and to find programs. Whatever else the starter has in its environment, secrets above all, stays there.
    static readonly string[] inherited =
    [
        "HOME", "USER", "LOGNAME", "PATH", "LANG", "TZ", "TMPDIR", "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME",
        "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "DBUS_SESSION_BUS_ADDRESS",
    ];

    /// <summary>Null when it runs; else why it does not. Many may start it at once: one daemon comes of it.</summary>
    /// <param name="isThere">Whether one can be reached; asked again once it is our turn.</param>
    /// <param name="onDemand">It ends when nothing needs it any more.</param>
    public static ApiError? Start(DaemonPlace place, Func<bool> isThere, bool onDemand)
    {
        if (place.SocketProblem is { } tooLong) return Failed(tooLong, "export XDG_RUNTIME_DIR=/run/user/$(id -u)");
        if (OwnFolder.Prepare(place.State) is { } state) return Failed(state);
        if (OwnFolder.Prepare(place.Runtime) is { } runtime) return Failed(runtime);
        using var turn = FileLock.Take(place.StartLock, out var refused);
        if (turn is null) return Failed($"{place.StartLock} cannot be locked: {refused}");
        if (isThere()) return null;
        if (DaemonProgram.Find() is not { } program) return Failed($"berthd is not beside berth, in {AppContext.BaseDirectory}", $"install Berth again, or set {DaemonProgram.Variable}");
        return Launch(program, place, onDemand);
    }

    static ApiError? Launch(IReadOnlyList<string> program, DaemonPlace place, bool onDemand)
    {
        string[] arguments = [.. program.Skip(1), "--apart", .. onDemand ? ["--on-demand"] : Array.Empty<string>(), "--state", place.State, "--runtime", place.Runtime];
        var start = ProgramStart.Apart(program[0], arguments);
        foreach (var name in inherited)
            if (Environment.GetEnvironmentVariable(name) is { } value) start.Environment[name] = value;
        // Collects after 4 MB instead of after what the processor's cache holds, which may be 50: it waits most of the day.
        start.Environment["DOTNET_GCgen0size"] = "400000"; // hexadecimal
        // Else .NET opens a door for debuggers in the folder for temporary files, beside the one that we guard.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            return WaitUntilReady(process);
        }
        catch (Win32Exception error)
        {
            return Failed($"{program[0]} cannot be run: {error.Message}");
        }
    }

    static ApiError? WaitUntilReady(Process process)
    {
        using var limit = new CancellationTokenSource(patience);
        var said = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            var line = process.StandardOutput.ReadLineAsync(limit.Token).AsTask().GetAwaiter().GetResult();
            if (line == Ready) return null;
            // It says why on stderr and ends.
            var why = said.GetAwaiter().GetResult().Trim();
            return Failed(why.Length == 0 ? "berthd ended without a word" : why.StartsWith("berthd: ", StringComparison.Ordinal) ? why["berthd: ".Length..].TrimEnd('.') : why);
        }
        catch (OperationCanceledException)
        {
            return Failed($"berthd did not come up within {patience.TotalSeconds} s", "berth daemon logs");
        }
    }

    static ApiError Failed(string message, string? fix = null) => new(ErrorCode.NoDaemon, message, fix);
}
