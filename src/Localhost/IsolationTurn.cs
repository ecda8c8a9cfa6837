using System.Runtime.Versioning;
using Berth.Linux.Files;
using Berth.Linux.Native;

namespace Berth.Localhost;

/// <summary>One who makes or takes away localhosts at a time: of those who share an address book, and, as root, of the whole machine.</summary>
[SupportedOSPlatform("linux")]
sealed class IsolationTurn : IDisposable
{
    readonly FileLock book;
    readonly FileLock? machine;

    IsolationTurn(FileLock book, FileLock? machine) => (this.book, this.machine) = (book, machine);

    /// <summary>Null with the reason.</summary>
    public static IsolationTurn? Take(string state, out string? problem)
    {
        if (StateLock.Take(state, out problem) is not { } book) return null;
        // Without this one there are no pins either, and nothing is shared with others.
        return new IsolationTurn(book, RuntimeFolder.Make() is null ? FileLock.Take(Path.Combine(RuntimeFolder.Path, "isolation.lock"), out _) : null);
    }

    public void Dispose()
    {
        machine?.Dispose();
        book.Dispose();
    }
}
