using System.Runtime.Versioning;
using Berth.Model.Firewall;

namespace Berth.Probes.Linux.Readings;

/// <summary>ufw's switches, which every user may read; its rules are root's alone.</summary>
[SupportedOSPlatform("linux")]
static class UfwReader
{
    public static UfwState? Read(string root)
    {
        if (TextFile.Assigned($"{root}etc/ufw/ufw.conf", "ENABLED") is not { } enabled) return null;
        return new UfwState(enabled == "yes", TextFile.Assigned($"{root}etc/default/ufw", "IPV6") != "no");
    }
}
