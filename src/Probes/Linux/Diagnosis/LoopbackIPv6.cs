using System.Runtime.Versioning;

namespace Berth.Probes.Linux.Diagnosis;

/// <summary>Whether ::1 exists: the kernel may be built or started without IPv6, or the interface may have it switched off.</summary>
[SupportedOSPlatform("linux")]
static class LoopbackIPv6
{
    public static bool IsOn => KernelCounters.Setting("net/ipv6/conf/lo/disable_ipv6") == 0;
}
