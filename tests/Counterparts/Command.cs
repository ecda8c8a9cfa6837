using System.Diagnostics;
using System.Text;

namespace Berth.Counterparts;

/// <summary>What a finished program left behind.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Error);

/// <summary>Runs a program to its end, without a shell, with both its outputs drained.</summary>
public static class Command
{
    static readonly TimeSpan usualPatience = TimeSpan.FromSeconds(60);

    public static CommandResult Run(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string?>? environment = null, string? input = null, string? folder = null, TimeSpan? limit = null)
    {
        var patience = limit ?? usualPatience;
        using var process = Process.Start(StartInfo(command, environment, folder))!;
        using var timeout = new CancellationTokenSource(patience);
        var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
        var error = process.StandardError.ReadToEndAsync(timeout.Token);
        try
        {
            if (input is not null) process.StandardInput.Write(input);
            process.StandardInput.Close();
            process.WaitForExitAsync(timeout.Token).GetAwaiter().GetResult();
            return new CommandResult(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"{string.Join(' ', command)} did not end within {patience.TotalSeconds} s");
        }
    }

    /// <summary>The same, and anything but exit code 0 is an error of the test itself.</summary>
    public static string Must(params IReadOnlyList<string> command)
    {
        var result = Run(command);
        return result.ExitCode == 0 ? result.Output : throw new InvalidOperationException($"{string.Join(' ', command)} failed with {result.ExitCode}: {result.Error}{result.Output}");
    }

    internal static ProcessStartInfo StartInfo(IReadOnlyList<string> command, IReadOnlyDictionary<string, string?>? environment, string? folder)
    {
        var info = new ProcessStartInfo(command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = folder ?? "",
        };
        for (var i = 1; i < command.Count; i++) info.ArgumentList.Add(command[i]);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>()) info.Environment[name] = value;
        return info;
    }
}
