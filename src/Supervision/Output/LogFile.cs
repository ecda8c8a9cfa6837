using System.Runtime.Versioning;
using System.Text;

namespace Berth.Supervision.Output;

/// <summary>
/// What one service wrote, in a file that is followed by a new one when it is full; the older ones are NAME.1, NAME.2. When the disk
/// takes no more, lines are dropped and counted, and the service goes on. Not thread-safe.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class LogFile(string path, long size, int older, TimeProvider clock) : IDisposable
{
    public const long DefaultSize = 10 * 1024 * 1024;
    public const int DefaultOlder = 2;

    const int ChunkSize = 64 * 1024;

    static readonly TimeSpan retry = TimeSpan.FromSeconds(5);

    FileStream? file;
    long length;
    long failedAt;
    bool isFailing;

    /// <summary>Lines that no file has.</summary>
    public long Dropped { get; private set; }

    /// <summary>Why the last line could not be written; null when it was.</summary>
    public string? Problem { get; private set; }

    public void Add(LogLine line)
    {
        if (isFailing && clock.GetElapsedTime(failedAt) < retry)
        {
            Dropped++;
            return;
        }
        try
        {
            if (file is null) Open();
            else if (length >= size) Rotate();
            var bytes = Encoding.UTF8.GetBytes(line.InFile + "\n");
            file!.Write(bytes);
            length += bytes.Length;
            (isFailing, Problem) = (false, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Dropped++;
            (isFailing, failedAt, Problem) = (true, clock.GetTimestamp(), error.Message);
            Close();
        }
    }

    /// <summary>So that a reader finds all that was added.</summary>
    public void Flush()
    {
        try
        {
            file?.Flush();
        }
        catch (IOException error)
        {
            (isFailing, failedAt, Problem) = (true, clock.GetTimestamp(), error.Message);
            Close();
        }
    }

    void Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 64 * 1024,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        length = file.Length;
    }

    void Rotate()
    {
        Close();
        for (var i = older; i > 1; i--)
            if (File.Exists($"{path}.{i - 1}")) File.Move($"{path}.{i - 1}", $"{path}.{i}", overwrite: true);
        if (older > 0) File.Move(path, $"{path}.1", overwrite: true);
        else File.Delete(path);
        Open();
    }

    void Close()
    {
        try
        {
            file?.Dispose();
        }
        catch (IOException)
        {
            // What the full disk did not take was counted already.
        }
        file = null;
    }

    public void Dispose() => Close();

    /// <summary>The last lines of a service's files, oldest first. A service without a log has none.</summary>
    /// <param name="count">At most so many.</param>
    public static IReadOnlyList<LogLine> Last(string path, string service, int count)
    {
        var lines = new List<LogLine>();
        for (var i = 0; lines.Count < count; i++)
        {
            var name = i == 0 ? path : $"{path}.{i}";
            if (!File.Exists(name)) break;
            lines.InsertRange(0, LastOf(name, service, count - lines.Count));
        }
        return lines;
    }

    static List<LogLine> LastOf(string path, string service, int count)
    {
        var last = new Queue<LogLine>();
        try
        {
            using var stream = new FileStream(path, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete });
            // By its own splitter: a reader of text ends lines at a lone \r too, which progress bars are full of.
            var splitter = new LineSplitter(text =>
            {
                if (LogLine.Read(service, text) is not { } line) return;
                last.Enqueue(line);
                if (last.Count > count) last.Dequeue();
            });
            Span<byte> chunk = new byte[ChunkSize];
            for (int length; (length = stream.Read(chunk)) > 0;) splitter.Add(chunk[..length]);
            splitter.Flush();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It was rotated away meanwhile, or is another user's.
        }
        return [.. last];
    }
}
