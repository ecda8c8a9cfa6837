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
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

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

    static string? ReadOwn(string path)
    {
        try
        {
            // The folder is 0700 and so is only ours to fill; a link or a foreign mode means that it is not.
            if (File.ResolveLinkTarget(path, false) is not null || File.GetUnixFileMode(path) != OwnerOnly) return null;
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    void Write(string path, string line)
    {
        var temporary = $"{path}.{Environment.ProcessId}";
        try
        {
            Directory.CreateDirectory(folder!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            using (var stream = new FileStream(temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
            using (var writer = new StreamWriter(stream)) writer.Write(line);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Without the file the next start reads BTF again.
        }
    }
}
