using Berth.Linux.Native;
using Berth.Model;

namespace Berth.Linux.Bpf.Localhost;

/// <summary>
/// Gives the processes of a control group a localhost of their own: programs in the kernel lead their binds to every address or
/// to localhost to one address of 127.0.0.0/8 (and one IPv6 address), and their connects likewise. Sockets made before stay as
/// they were. It ends when it is disposed or this process ends, however that ends; sockets made meanwhile keep their addresses.
/// </summary>
/// <remarks>Needs CAP_BPF, CAP_NET_ADMIN and CAP_PERFMON, and a kernel with BTF, 5.18 or later by its documentation. Tried on 6.18, x86-64.</remarks>
public sealed class OwnLocalhost : IDisposable
{
    const int SocketsRemembered = 65_536, MostDeclared = 1024;

    readonly List<IDisposable> parts = [];

    OwnLocalhost()
    {
    }

    /// <param name="group">The folder of the control group (v2).</param>
    /// <param name="own">The addresses.</param>
    /// <param name="declared">Ports that are the project's even while nobody listens on them.</param>
    public static LocalhostResult Attach(string group, OwnAddresses own, IReadOnlyList<Port> declared)
    {
        var made = new OwnLocalhost();
        var refusal = made.Attach(group, own, declared, out var isDenied);
        if (refusal is null) return new LocalhostResult(made, null, false);
        made.Dispose();
        return new LocalhostResult(null, refusal, isDenied);
    }

    /// <summary>Whether these rights allow it, as far as can be told without doing it.</summary>
    public static bool IsAllowed()
    {
        using var map = BpfMap.Create(BpfMapKind.RecentHash, 8, HookParts.WantedSize, 1, "berth_allowed", out var error);
        return map is not null || !error.IsDenied;
    }

    public void Dispose()
    {
        for (var i = parts.Count - 1; i >= 0; i--) parts[i].Dispose();
        parts.Clear();
    }

    string? Attach(string group, OwnAddresses own, IReadOnlyList<Port> declared, out bool isDenied)
    {
        isDenied = false;
        if (KernelNumbers.V6OnlyBit(out var refusal) is not { } bit) return refusal;
        using var folder = FileDescriptor.OpenForReading(group, out var error, directory: true);
        if (folder is null) return $"the control group {group} cannot be opened: {error}";
        if (KernelNumbers.NamespaceCookie(out error) is not { } cookie) return $"the kernel does not tell its network namespaces apart (Linux 5.14 or later does): {error}";

        // Maps and links stay open here; the programs hold the maps, the links hold the programs.
        if (Map(BpfMapKind.RecentHash, 8, HookParts.WantedSize, SocketsRemembered, "berth_asked", ref error) is not { } asked
            || Map(BpfMapKind.RecentHash, 8, HookParts.WantedSize, SocketsRemembered, "berth_dialled", ref error) is not { } dialled
            || Map(BpfMapKind.Hash, 4, 4, MostDeclared, "berth_declared", ref error) is not { } ports)
        {
            isDenied = error.IsDenied;
            return isDenied ? NoRight : $"the kernel refused a BPF map: {error}";
        }
        foreach (var port in declared)
            if (!ports.Put((uint)HookParts.InNetworkOrder(port.Number), 1, out error)) return $"the kernel refused a port in a BPF map: {error}";

        var facts = own.Facts(cookie, bit) with { Asked = asked.Number, Dialled = dialled.Number, Declared = ports.Number };
        foreach (var (kind, hook, name, build) in Hooks.All)
        {
            if (hook == BpfHook.Ingress && !facts.HasOwn6) continue;
            var link = BpfProgram.Attach(kind, hook, build(facts), name, folder, out error, out var verifierSays);
            if (link is null)
            {
                isDenied = error.IsDenied;
                return isDenied ? NoRight : $"the kernel refused the BPF program {name}: {error}{(verifierSays is null ? "" : "\n" + verifierSays)}";
            }
            parts.Add(link);
        }
        return null;
    }

    const string NoRight = "the kernel allows it only with CAP_BPF, CAP_NET_ADMIN and CAP_PERFMON";

    BpfMap? Map(BpfMapKind kind, int keySize, int valueSize, int capacity, string name, ref Errno error)
    {
        var map = BpfMap.Create(kind, keySize, valueSize, capacity, name, out error);
        if (map is not null) parts.Add(map);
        return map;
    }
}

/// <summary>The localhost, or why there is none.</summary>
/// <param name="IsDenied">It takes more rights.</param>
public sealed record LocalhostResult(OwnLocalhost? Localhost, string? Refusal, bool IsDenied);
