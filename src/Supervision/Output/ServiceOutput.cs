using System.Runtime.Versioning;
using Berth.Linux.Files;
using Berth.Linux.Native;

namespace Berth.Supervision.Output;

/// <summary>
/// What one service writes: from its named pipe into its log file, into a short memory, and to whoever listens. The pipe has a name
/// so that a new daemon finds it again; what the service writes meanwhile waits in it. Thread-safe.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class ServiceOutput : IDisposable
{
    const int Remembered = 200;
    const int Attempts = 100; // each is lost only to a service that ends just then

    readonly Lock gate = new();
    readonly Queue<LogLine> memory = new();
    readonly string service;
    readonly LogFile file;
    readonly LineSplitter splitter;
    readonly PipeWatch pipes;
    readonly TimeProvider clock;
    readonly Action<LogLine> tell;
    FileDescriptor? pipe;
    bool hasToldProblem;

    /// <param name="tell">Hears each line, on the reader's thread: it must be quick.</param>
    public ServiceOutput(string service, string pipePath, string logPath, PipeWatch pipes, TimeProvider clock, Action<LogLine> tell)
    {
        (this.service, PipePath, LogPath, this.pipes, this.clock, this.tell) = (service, pipePath, logPath, pipes, clock, tell);
        file = new LogFile(logPath, LogFile.DefaultSize, LogFile.DefaultOlder, clock);
        splitter = new LineSplitter(text => Take(new LogLine(service, clock.GetUtcNow(), text)));
    }

    public string PipePath { get; }
    public string LogPath { get; }

    /// <summary>Makes the pipe, or finds it again, and reads it from now on. Null, or why not.</summary>
    public string? Open()
    {
        if (pipe is not null) return null;
        if (MakePipe(out var error) is not { } opened) return $"the pipe {PipePath} for its output cannot be made: {error}";
        pipe = opened;
        pipes.Add(opened, Read);
        return null;
    }

    // Another service of the project that ends may take the folder away between two of these steps, with its own pipe.
    FileDescriptor? MakePipe(out Errno error)
    {
        for (var again = Attempts; ; again--)
        {
            OwnFolder.Make(Path.GetDirectoryName(PipePath)!);
            if (NamedPipe.Make(PipePath, out error) && NamedPipe.Open(PipePath, out error) is { } opened) return opened;
            if (error != Errno.NoEntry || again == 0) return null;
        }
    }

    /// <summary>Reads what is left, then takes the pipe away.</summary>
    public async Task CloseAsync()
    {
        if (pipe is not { } open) return;
        pipe = null;
        await pipes.RemoveAsync(open).ConfigureAwait(false);
        lock (gate)
        {
            splitter.Flush();
            file.Flush();
        }
        File.Delete(PipePath);
        try
        {
            Directory.Delete(Path.GetDirectoryName(PipePath)!); // with the last pipe of the project
        }
        catch (IOException)
        {
        }
    }

    /// <summary>A line of Berth's own.</summary>
    public void Say(string text)
    {
        lock (gate)
        {
            Take(new LogLine(service, clock.GetUtcNow(), $"berth: {text}"));
            file.Flush();
        }
    }

    /// <summary>The last lines in memory, oldest first.</summary>
    public IReadOnlyList<LogLine> Recent(int count)
    {
        lock (gate) return [.. memory.Skip(Math.Max(0, memory.Count - count))];
    }

    /// <summary>The last lines of the log, oldest first.</summary>
    public IReadOnlyList<LogLine> Last(int count)
    {
        lock (gate) file.Flush();
        var kept = LogFile.Last(LogPath, service, count);
        return kept.Count > 0 ? kept : Recent(count);
    }

    void Read(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            splitter.Add(bytes);
            file.Flush();
        }
    }

    void Take(LogLine line)
    {
        file.Add(line);
        Remember(line);
        if (file.Problem is null) hasToldProblem = false;
        else if (!hasToldProblem)
        {
            hasToldProblem = true;
            Remember(new LogLine(service, line.At, $"berth: its log {LogPath} takes no more ({file.Problem}); the service goes on, and lines are dropped"));
        }
    }

    void Remember(LogLine line)
    {
        memory.Enqueue(line);
        if (memory.Count > Remembered) memory.Dequeue();
        tell(line);
    }

    public void Dispose()
    {
        lock (gate) file.Dispose();
    }
}
