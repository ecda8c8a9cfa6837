using Berth.Linux.Native;

namespace Berth.Linux.Bpf;

/// <summary>
/// Keeps <see cref="HolderOffsets"/> per kernel build in a small file, since reading 5 MB of BTF takes longer than the answer
/// itself. A file that is not plainly ours is ignored; one that cannot be written costs only time.
/// </summary>
/// <param name="folder">Ours alone (0700); made when missing. Null: no cache.</param>
public sealed class HolderOffsetsCache(string? folder)
{
    const string BtfPath = "/sys/kernel/btf/vmlinux";
    const string NotesPath = "/sys/kernel/notes"; // holds the build id, world-readable
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    internal HolderOffsets? Offsets(out string? refusal)
    {
        refusal = null;
        var file = CacheFile();
        if (file is not null && ReadOwn(file) is { } kept) return kept;
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
        var offsets = HolderOffsets.FromBtf(btf);
        if (offsets is null) refusal = $"the kernel has no {HolderOffsets.Hook} iterator (Linux 5.10 or later has)";
        else if (file is not null) Write(file, offsets);
        return offsets;
    }

    string? CacheFile()
    {
        if (folder is null) return null;
        Span<byte> notes = stackalloc byte[512];
        using var descriptor = FileDescriptor.OpenForReading(NotesPath, out _);
        if (descriptor is null) return null;
        var length = descriptor.Read(notes);
        return length <= 0 ? null : Path.Combine(folder, $"holders-{Fingerprint(notes[..length]):x16}-1");
    }

    // FNV-1a: names a file, protects nothing.
    static ulong Fingerprint(ReadOnlySpan<byte> bytes)
    {
        var hash = 14695981039346656037ul;
        foreach (var b in bytes) hash = (hash ^ b) * 1099511628211ul;
        return hash;
    }

    static HolderOffsets? ReadOwn(string path)
    {
        try
        {
            // The folder is 0700 and so is only ours to fill; a link or a foreign mode means that it is not.
            if (File.ResolveLinkTarget(path, false) is not null || File.GetUnixFileMode(path) != OwnerOnly) return null;
            return HolderOffsets.Parse(File.ReadAllText(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    void Write(string path, HolderOffsets offsets)
    {
        var temporary = $"{path}.{Environment.ProcessId}";
        try
        {
            Directory.CreateDirectory(folder!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            using (var stream = new FileStream(temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
            using (var writer = new StreamWriter(stream)) writer.Write(offsets.ToString());
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Without the file the next start reads BTF again.
        }
    }
}
