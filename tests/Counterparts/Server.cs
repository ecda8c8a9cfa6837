using System.Diagnostics;

namespace Berth.Counterparts;

/// <summary>A program that a test started and that is ended, by its pid, when the test is over.</summary>
public sealed class Server : IDisposable
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    readonly Process process;
    bool isDisposed;

    Server(Process process, IReadOnlyList<string> words) => (this.process, Words) = (process, words);

    public int Pid => process.Id;

    /// <summary>What followed "ready" on its line.</summary>
    public IReadOnlyList<string> Words { get; }

    public bool HasEnded => process.HasExited;

    public static Server Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string?>? environment = null, string? folder = null)
    {
        var process = Process.Start(Command.StartInfo(command, environment, folder))!;
        var error = process.StandardError.ReadToEndAsync();
        using var timeout = new CancellationTokenSource(patience);
        while (true)
        {
            var line = process.StandardOutput.ReadLineAsync(timeout.Token).AsTask().GetAwaiter().GetResult();
            if (line is null)
            {
                process.WaitForExit();
                throw new InvalidOperationException($"{command[0]} ended before it was ready: {error.GetAwaiter().GetResult()}");
            }
            if (!line.StartsWith("ready", StringComparison.Ordinal)) continue;
            _ = process.StandardOutput.ReadToEndAsync(); // drained, or the program stops when the pipe is full
            return new Server(process, line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]);
        }
    }

    /// <summary>Tells a program that waits for it to go on.</summary>
    public void Say(string line)
    {
        process.StandardInput.WriteLine(line);
        process.StandardInput.Flush();
    }

    /// <summary>The exit code; below zero for a signal as the shells count it (128 + n) is what .NET gives.</summary>
    public int WaitForEnd()
    {
        if (!process.WaitForExit(patience)) throw new TimeoutException($"pid {Pid} did not end");
        return process.ExitCode;
    }

    /// <summary>Closes its input and waits until it has ended by itself, as a program does that must end others first.</summary>
    public void End()
    {
        if (isDisposed) return;
        if (!process.HasExited)
        {
            process.StandardInput.Close();
            process.WaitForExit(patience);
        }
        Dispose();
    }

    /// <summary>May be called again: whoever started it in a namespace ends it, at the latest with the namespace.</summary>
    public void Dispose()
    {
        if (isDisposed) return;
        isDisposed = true;
        if (!process.HasExited)
        {
            process.StandardInput.Close();
            process.Kill();
            process.WaitForExit();
        }
        process.Dispose();
    }
}
