using System.Diagnostics;

namespace Berth.Cli.Tests.Program;

/// <summary>The program as it was built, run as a shell runs it.</summary>
static class BuiltProgram
{
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "berth.exe" : "berth");

    public static (int Code, string Out, string Error) Run(params string[] args) => Start(Path, args);

    /// <summary>A script in which $0 is the program and $1... are the arguments.</summary>
    public static (int Code, string Out, string Error) Shell(string shell, string script, params string[] args) => Start(shell, ["-c", script, Path, .. args]);

    static (int, string, string) Start(string program, string[] args)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in args) start.ArgumentList.Add(argument);
        foreach (var name in new[] { "COLUMNS", "CLICOLOR_FORCE", "BERTH_DEBUG" }) start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return (process.ExitCode, output.Result, error.Result);
    }
}
