using System.Runtime.Versioning;
using System.Text;
using Berth.Linux.Cgroups;
using Berth.Linux.ProcFs;

namespace Berth.Probes.Linux.Machine;

[SupportedOSPlatform("linux")]
static class CgroupMountPoint
{
    const int MaxMountInfo = 256 * 1024;

    public static string? Find(ProcDirectory proc)
    {
        var buffer = new byte[MaxMountInfo];
        var length = proc.ReadAt("self/mountinfo\0"u8, buffer, out _);
        return length < 0 ? null : CgroupMount.Find(Encoding.UTF8.GetString(buffer, 0, length));
    }
}
