using System.Runtime.Versioning;
using Berth.Cli.Hosting;
using Berth.Protocols.Recording;

namespace Berth.Cli.Commands.Linking;

enum RecordForm
{
    Own,
    Pcapng,
    Har,
}

/// <summary>What is to be written.</summary>
/// <param name="Limit">Bytes of the file, about; of one of our own at most.</param>
sealed record RecordWish(string File, RecordForm Form, bool WithCredentials, bool Append, long Limit);

/// <summary>The file that a recording is written into: readable by its owner alone, and new, or one to go on with.</summary>
[SupportedOSPlatform("linux")]
sealed class RecordFile : IDisposable
{
    const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    readonly FileStream stream;
    readonly Action<RecordingEntry> write;
    readonly Func<bool> isFull;
    readonly HarWriter? har;

    RecordFile(FileStream stream, RecordWish wish, RecordingWriter? own)
    {
        this.stream = stream;
        isFull = own is not null ? () => own.IsFull : () => stream.Length >= wish.Limit;
        if (own is not null) write = own.Write;
        else if (wish.Form == RecordForm.Pcapng)
            write = PcapngWriter.Begin(stream, Path.GetFileName(wish.File), $"berth {Build.Version}").Write;
        else write = (har = HarWriter.Begin(stream, "berth", Build.Version, wish.WithCredentials)).Write;
    }

    /// <summary>The limit was reached: nothing more is written.</summary>
    public bool IsFull => isFull();

    /// <param name="problem">Why it cannot be written: a clause, with what to do.</param>
    public static RecordFile? Open(RecordWish wish, out string? problem)
    {
        problem = null;
        FileStream? stream = null;
        try
        {
            // A link that somebody left in a shared folder is not followed: a new file is new, and one to go on with is a plain one.
            if (wish.Append && new FileInfo(wish.File) is { Exists: true, LinkTarget: not null })
            {
                problem = "it is a symbolic link: name the file itself";
                return null;
            }
            stream = new FileStream(wish.File, new FileStreamOptions
            {
                Mode = wish.Append ? FileMode.OpenOrCreate : FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.Read,
                BufferSize = 0,
                UnixCreateMode = OwnersAlone,
            });
            // What others can read, or can write into, is no place for passwords; a pipe is none to go on with.
            if (wish.Append && (!stream.CanSeek || (File.GetUnixFileMode(stream.SafeFileHandle) & ~OwnersAlone) != 0))
            {
                problem = stream.CanSeek
                    ? $"others may open it, and a recording has passwords: chmod 600 {wish.File}"
                    : "it is no plain file";
                stream.Dispose();
                return null;
            }
            var own = wish.Form != RecordForm.Own ? null
                : wish.Append ? RecordingWriter.Append(stream, out problem, wish.Limit)
                : RecordingWriter.Begin(stream, wish.Limit);
            if (problem is null) return new RecordFile(stream, wish, own);
        }
        catch (IOException) when (!wish.Append && File.Exists(wish.File))
        {
            problem = "it is there already: name another, or go on with a recording by --append";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problem = error.Message.TrimEnd('.');
        }
        stream?.Dispose();
        return null;
    }

    /// <exception cref="IOException">The disk is full...</exception>
    public void Write(RecordingEntry entry) => write(entry);

    public void Dispose()
    {
        har?.Dispose();
        stream.Dispose();
    }
}
