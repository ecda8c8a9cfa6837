using System.Text;
using Berth.Linux.Files;
using Berth.Linux.Native;

namespace Berth.Linux.Bpf;

/// <summary>
/// Keeps what BTF says, per kernel build, in small files, since reading 5 MB of it takes longer than most that is done with the
/// answer. A file that is not plainly ours is ignored; one that cannot be written costs only time.
/// </summary>
/// <param name="folder">Ours alone (0700); made when missing. Null: no cache.</param>
public sealed class BtfCache(string? folder)
{
    const string BtfPath = "/sys/kernel/btf/vmlinux";
    const string NotesPath = "/sys/kernel/notes"; // holds the build id, world-readable
    const int LongestLine = 4096;
    const int OwnersOnly = 0b110_000_000;

    /// <summary>The line of that name, kept or made now; null with the reason.</summary>
    /// <param name="name">Begins the file's name.</param>
    /// <param name="isGood">Whether a kept line can be used.</param>
    /// <param name="make">From BTF; null when it does not tell.</param>
    /// <param name="missing">The reason then.</param>
    internal string? Line(string name, Func<string, bool> isGood, Func<byte[], string?> make, string missing, out string? refusal)
    {
        refusal = null;
        var file = CacheFile(name);
        if (file is not null && ReadOwn(file) is { } kept && isGood(kept)) return kept;
        byte[] btf;
        try
        {
            btf = File.ReadAllBytes(BtfPath);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            refusal = $"the kernel does not describe its types in {BtfPath} (CONFIG_DEBUG_INFO_BTF)";
            return null;
        }
        var line = make(btf);
        if (line is null) refusal = missing;
        else if (file is not null) Write(file, line);
        return line;
    }

    string? CacheFile(string name)
    {
        if (folder is null) return null;
        Span<byte> notes = stackalloc byte[512];
        using var descriptor = FileDescriptor.OpenForReading(NotesPath, out _);
        if (descriptor is null) return null;
        var length = descriptor.Read(notes);
        return length <= 0 ? null : Path.Combine(folder, $"{name}-{Fingerprint(notes[..length]):x16}-1");
    }

    // FNV-1a: names a file, protects nothing.
    static ulong Fingerprint(ReadOnlySpan<byte> bytes)
    {
        var hash = 14695981039346656037ul;
        foreach (var b in bytes) hash = (hash ^ b) * 1099511628211ul;
        return hash;
    }

    // The line is a part of what the kernel is given to run: from a folder of somebody else it is not taken.
    static string? ReadOwn(string path) =>
        OwnFolder.CheckWriters(Path.GetDirectoryName(path)!) is null && FileStatus.Entry(path) is { IsLink: false, Permissions: OwnersOnly } ? OwnFile.Read(path, LongestLine).Text : null;

    static void Write(string path, string line)
    {
        try
        {
            OwnFile.Write(path, Encoding.UTF8.GetBytes(line));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Without the file the next start reads BTF again.
        }
    }
}
