using System.Runtime.InteropServices;

namespace Berth.Api.Starting;

/// <summary>Where `berthd` is: beside the program that looks for it.</summary>
public static class DaemonProgram
{
    /// <summary>Names another one by its absolute path, such as one that is being worked on.</summary>
    public const string Variable = "BERTH_DAEMON";

    /// <summary>The words that start it; null when there is none.</summary>
    public static IReadOnlyList<string>? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen) return Path.IsPathRooted(chosen) ? [chosen] : null;
        var here = AppContext.BaseDirectory;
        var name = OperatingSystem.IsWindows() ? "berthd.exe" : "berthd";
        // Of a build of the checkout: artifacts/bin/Cli/debug and artifacts/bin/Daemon/debug.
        var build = Path.GetFileName(Path.TrimEndingDirectorySeparator(here));
        foreach (var folder in (ReadOnlySpan<string>)[here, Path.Combine(here, "..", "..", "Daemon", build)])
        {
            if (File.Exists(Path.Combine(folder, name))) return [Path.GetFullPath(Path.Combine(folder, name))];
            // A package for every system has no programs of its own.
            if (File.Exists(Path.Combine(folder, "berthd.dll")) && Runtime() is { } runtime) return [runtime, Path.GetFullPath(Path.Combine(folder, "berthd.dll"))];
        }
        return null;
    }

    // The runtime that we run on: DOTNET/shared/Microsoft.NETCore.App/10.0.1/. Never one that is found by its name.
    static string? Runtime()
    {
        var program = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        return File.Exists(program) ? program : null;
    }
}
