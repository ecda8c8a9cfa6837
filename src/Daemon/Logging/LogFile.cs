using System.Text;
using Berth.Linux.Processes;

namespace Berth.Daemon.Logging;

/// <summary>
/// The daemon's log, 0600: what is written goes to its end, and when it is long it becomes NAME.1 in place of the one before.
/// Any thread may write. A log that cannot be written is no reason to stop working.
/// </summary>
sealed class LogFile : IDisposable
{
    const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    readonly Lock gate = new();
    readonly string path;
    readonly long most;
    readonly bool takesOutputs;
    FileStream file;

    /// <param name="takesOutputs">What the runtime itself writes to stdout and stderr goes there too, such as the trace of a crash.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public LogFile(string path, long most, bool takesOutputs)
    {
        (this.path, this.most, this.takesOutputs) = (path, most, takesOutputs);
        file = Open();
    }

    public void Write(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        lock (gate)
        {
            try
            {
                if (file.Length + bytes.Length > most && file.Length > 0) Rotate();
                file.Write(bytes);
                file.Flush();
            }
            catch (Exception full) when (full is IOException or UnauthorizedAccessException)
            {
            }
        }
    }

    void Rotate()
    {
        File.Move(path, path + ".1", overwrite: true);
        var old = file;
        file = Open();
        old.Dispose();
    }

    FileStream Open()
    {
        var opened = new FileStream(path, new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, UnixCreateMode = Owners, BufferSize = 0 });
        if (takesOutputs) Background.Redirect((int)opened.SafeFileHandle.DangerousGetHandle());
        return opened;
    }

    public void Dispose()
    {
        lock (gate) file.Dispose();
    }
}
