using Berth.Linux.Bpf;
using Berth.Linux.Native;
using Berth.Model.Addressing;
using Berth.Model.Services;

namespace Berth.Localhost.Hooks;

/// <summary>
/// Gives the processes of a control group a localhost of their own: programs in the kernel lead their binds to every address or
/// to localhost to one address of 127.0.0.0/8 (and one IPv6 address), and their connects likewise. Sockets made before stay as
/// they were. When it ends, sockets made meanwhile keep their addresses.
/// </summary>
/// <remarks>Needs CAP_BPF, CAP_NET_ADMIN and CAP_PERFMON, and a kernel with BTF, 5.18 or later by its documentation. Tried on 6.18, x86-64.</remarks>
public sealed class OwnLocalhost : IDisposable
{
    readonly LocalhostMaps maps;
    readonly List<FileDescriptor> links = [];

    OwnLocalhost(LocalhostMaps maps) => this.maps = maps;

    /// <param name="group">The folder of the control group (v2).</param>
    /// <param name="own">The addresses.</param>
    /// <param name="pins">A folder of a <see cref="BpfFileSystem"/> for this group alone: then the localhost stays until <see cref="Remove"/>,
    /// and one that is there is taken over, with its programs replaced when they differ. Null: it ends with this object or process.</param>
    /// <param name="cache">Of what BTF says.</param>
    public static LocalhostResult Attach(string group, OwnAddresses own, string? pins, BtfCache cache)
    {
        if (LocalhostMaps.Open(pins, out var error) is not { } maps)
            return error.IsDenied ? new LocalhostResult(null, NoRight, true) : new LocalhostResult(null, $"the kernel refused a BPF map: {error}", false);
        var made = new OwnLocalhost(maps);
        var refusal = made.Attach(group, own, pins, cache, out var isDenied);
        if (refusal is null) return new LocalhostResult(made, null, false);
        made.Dispose();
        return new LocalhostResult(null, refusal, isDenied);
    }

    /// <summary>Adds to what is said of single ports, and says what becomes of binds to every address. Null, or why not.</summary>
    /// <param name="declared">The project's even while nobody listens on them.</param>
    /// <param name="exposed">Left as programs ask for them; wins over declared.</param>
    public string? Rule(WildcardBind wildcard, IReadOnlyList<Port> declared, IReadOnlyList<Port> exposed)
    {
        var isWritten = maps.Ports.Put(HookParts.WildcardKey, wildcard == WildcardBind.Refuse ? HookParts.Refusing : 0u, out var error);
        foreach (var port in declared) isWritten = isWritten && maps.Ports.Put((uint)HookParts.InNetworkOrder(port.Number), HookParts.Declared, out error);
        foreach (var port in exposed) isWritten = isWritten && maps.Ports.Put((uint)HookParts.InNetworkOrder(port.Number), HookParts.Exposed, out error);
        return isWritten ? null : $"the kernel refused a port in a BPF map: {error}";
    }

    /// <summary>What became of binds, in no order.</summary>
    public IReadOnlyList<GroupBind> Records() => Records(maps.Records);

    /// <summary>The same of a localhost that others made; empty when it is gone.</summary>
    public static IReadOnlyList<GroupBind> Records(string pins)
    {
        using var map = LocalhostMaps.OpenRecords(pins);
        return map is null ? [] : Records(map);
    }

    static IReadOnlyList<GroupBind> Records(BpfMap map) => [.. map.Entries().Select(static entry => GroupBind.Read(entry.Key, entry.Value)).OfType<GroupBind>()];

    /// <summary>Takes away what was pinned; what runs in the group then has the machine's own localhost.</summary>
    public static void Remove(string pins)
    {
        foreach (var pin in Directory.GetFiles(pins)) File.Delete(pin);
        Directory.Delete(pins);
    }

    /// <summary>Whether pins are of a group that is still there, though maybe not to be seen from here.</summary>
    public static bool IsAttached(string pins)
    {
        foreach (var pin in Directory.GetFiles(pins))
        {
            using var link = BpfPin.Open(pin, out _);
            if (link is not null && BpfLink.GroupOf(link) is > 0) return true;
        }
        return false;
    }

    /// <summary>Whether these rights allow it, as far as can be told without doing it.</summary>
    public static bool IsAllowed()
    {
        using var map = BpfMap.Create(BpfMapKind.RecentHash, 8, HookParts.WantedSize, 1, "berth_allowed", out var error);
        return map is not null || !error.IsDenied;
    }

    public void Dispose()
    {
        for (var i = links.Count - 1; i >= 0; i--) links[i].Dispose();
        links.Clear();
        maps.Dispose();
    }

    string? Attach(string group, OwnAddresses own, string? pins, BtfCache cache, out bool isDenied)
    {
        isDenied = false;
        if (KernelNumbers.V6OnlyBit(cache, out var refusal) is not { } bit) return refusal;
        using var folder = FileDescriptor.OpenForReading(group, out var error, directory: true);
        if (folder is null || FileStatus.Inode(group) is not { } groupId) return $"the control group {group} cannot be opened: {error}";
        if (KernelNumbers.NamespaceCookie(out error) is not { } cookie) return $"the kernel does not tell its network namespaces apart (Linux 5.14 or later does): {error}";

        var comparable = own.Facts(cookie, bit);
        var facts = comparable with { Asked = maps.Asked.Number, Dialled = maps.Dialled.Number, Ports = maps.Ports.Number, Records = maps.Records.Number };
        var pinned = pins is null ? null : new PinnedLinks(pins, folder, groupId);
        foreach (var (kind, hook, name, build) in Hooks.All)
        {
            if (hook == BpfHook.Ingress && !facts.HasOwn6) continue;
            var problem = pinned is null
                ? Hold(kind, hook, name, build(facts), folder, out error)
                : pinned.Attach(kind, hook, name, build(facts), build(comparable), maps.AreNew, out error);
            if (problem is null) continue;
            isDenied = error.IsDenied;
            return isDenied ? NoRight : $"the kernel refused the BPF program {name}: {problem}";
        }
        pinned?.RemoveOthers();
        return null;
    }

    string? Hold(BpfProgramKind kind, BpfHook hook, string name, ulong[] code, FileDescriptor group, out Errno error)
    {
        using var program = BpfProgram.Load(kind, hook, code, name, out error, out var verifierSays);
        if (program is null) return verifierSays is null ? $"{error}" : $"{error}\n{verifierSays}";
        if (BpfLink.Create(program, hook, group, out error) is not { } link) return $"{error}";
        links.Add(link);
        return null;
    }

    internal const string NoRight = "the kernel allows it only with CAP_BPF, CAP_NET_ADMIN and CAP_PERFMON";
}

/// <summary>The localhost, or why there is none.</summary>
/// <param name="IsDenied">It takes more rights.</param>
public sealed record LocalhostResult(OwnLocalhost? Localhost, string? Refusal, bool IsDenied);
