using Berth.Linux.Bpf;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;

namespace Berth.Localhost.Hooks;

/// <summary>Has the kernel check every program of an own localhost; attaches none.</summary>
public static class HookTrial
{
    static readonly OwnAddresses sample = new(InetAddress.V4(0x7f400001), InetAddress.V6([0xfd, 0x62, 0x65, 0x72, 0x74, 0x68, 0, 0, 0, 0, 0, 0, 0x7f, 0x40, 0, 1]));

    /// <param name="refusal">Why nothing could be tried; else null.</param>
    public static IReadOnlyList<ProgramTrial> Run(BtfCache cache, out string? refusal)
    {
        if (KernelNumbers.V6OnlyBit(cache, out refusal) is not { } bit) return [];
        using var maps = LocalhostMaps.Open(null, out var error);
        if (maps is null)
        {
            refusal = error.IsDenied ? OwnLocalhost.NoRight : $"the kernel refused a BPF map: {error}";
            return [];
        }
        if (KernelNumbers.NamespaceCookie(out error) is not { } cookie)
        {
            refusal = $"the kernel does not tell its network namespaces apart (Linux 5.14 or later does): {error}";
            return [];
        }
        var facts = sample.Facts(cookie, bit) with { Asked = maps.Asked.Number, Dialled = maps.Dialled.Number, Ports = maps.Ports.Number, Records = maps.Records.Number };
        var trials = new List<ProgramTrial>();
        foreach (var (kind, hook, name, build) in Hooks.All)
        {
            using var program = BpfProgram.Load(kind, hook, build(facts), name, out error, out var verifierSays);
            trials.Add(new ProgramTrial(name, program is not null ? null : verifierSays is null ? $"{error}" : $"{error}\n{verifierSays}"));
        }
        return trials;
    }
}
