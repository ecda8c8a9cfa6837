using System.IO.Hashing;
using System.Runtime.InteropServices;
using Berth.Linux.Bpf;
using Berth.Linux.Native;

namespace Berth.Localhost.Hooks;

/// <summary>
/// The attachments of one project's programs, by name: "berth_bind4-9f86d081884c7d65", the hook and what its code hashes to.
/// So the next process sees whether it has the same code, and puts its own in place if not.
/// </summary>
sealed class PinnedLinks(string pins, FileDescriptor group, ulong groupId)
{
    readonly HashSet<string> inUse = [];

    /// <summary>Null when the hook is attached; else why not.</summary>
    /// <param name="code">As it is to be loaded.</param>
    /// <param name="comparable">The same code with the descriptors of its maps left out.</param>
    /// <param name="renew">Whatever is attached has other maps.</param>
    public string? Attach(BpfProgramKind kind, BpfHook hook, string name, ulong[] code, ulong[] comparable, bool renew, out Errno error)
    {
        var path = Path.Combine(pins, $"{name}-{Hash(comparable)}");
        inUse.Add(Path.GetFileName(path));
        error = default;
        string? known = null;
        foreach (var pin in Directory.GetFiles(pins, name + "-*"))
        {
            using var link = BpfPin.Open(pin, out _);
            if (known is null && link is not null && BpfLink.GroupOf(link, hook) == groupId) known = pin;
            else File.Delete(pin); // of a group that is gone
        }
        if (known == path && !renew) return null;

        using var program = BpfProgram.Load(kind, hook, code, name, out error, out var verifierSays);
        if (program is null) return verifierSays is null ? $"{error}" : $"{error}\n{verifierSays}";
        if (known is null)
        {
            using var made = BpfLink.Create(program, hook, group, out error);
            return made is not null && BpfPin.Put(made, path, out error) ? null : $"{error}";
        }
        using var old = BpfPin.Open(known, out error);
        if (old is null || !BpfLink.Replace(old, program, out error)) return $"{error}";
        if (known != path) File.Move(known, path, overwrite: true);
        return null;
    }

    /// <summary>Removes what an older or newer Berth attached and this one does not have.</summary>
    public void RemoveOthers()
    {
        foreach (var pin in Directory.GetFiles(pins))
            if (!inUse.Contains(Path.GetFileName(pin)) && !LocalhostMaps.IsName(Path.GetFileName(pin))) File.Delete(pin);
    }

    static string Hash(ulong[] code) => Convert.ToHexStringLower(XxHash128.Hash(MemoryMarshal.AsBytes(code.AsSpan())).AsSpan(0, 8));
}
