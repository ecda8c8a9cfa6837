using System.Runtime.Versioning;
using Berth.Linux.Bpf;
using Berth.Linux.Files;
using Berth.Localhost.Hooks;
using Berth.Model.Diagnosis;

namespace Berth.Localhost;

/// <summary>Whether this kernel takes the programs of an own localhost.</summary>
[SupportedOSPlatform("linux")]
public static class LocalhostTrial
{
    /// <summary>Has the kernel check each program; attaches none.</summary>
    /// <param name="refusal">Why nothing could be tried; else null.</param>
    public static IReadOnlyList<ProgramTrial> Run(out string? refusal) => HookTrial.Run(new BtfCache(CacheFolder.Path), out refusal);
}
