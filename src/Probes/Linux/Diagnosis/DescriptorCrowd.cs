using System.Runtime.Versioning;
using System.Text;
using Berth.Linux.Native;
using Berth.Linux.ProcFs;
using Berth.Model.Diagnosis;

namespace Berth.Probes.Linux.Diagnosis;

/// <summary>Which processes are about to run out of descriptors. The size of /proc/PID/fd is their number since Linux 6.2.</summary>
/// <remarks>Before 6.2, and for other users' processes without rights, nothing is told.</remarks>
[SupportedOSPlatform("linux")]
static class DescriptorCrowd
{
    const double Crowded = 0.9;
    const int MostTold = 5;

    public static (IReadOnlyList<DescriptorUse> Crowded, int Counted) Read()
    {
        using var proc = ProcDirectory.Open(out _);
        if (proc is null) return ([], 0);
        var crowded = new List<DescriptorUse>();
        var counted = 0;
        var buffer = new byte[4096];
        foreach (var pid in proc.ProcessIds())
        {
            if (FileStatus.Size($"/proc/{pid}/fd") is not ({ } open and > 0)) continue;
            counted++;
            var length = proc.Read(pid, "/limits"u8, buffer, out _);
            if (length <= 0 || SoftLimit(Encoding.ASCII.GetString(buffer, 0, length)) is not { } limit || open < limit * Crowded) continue;
            length = proc.Read(pid, "/comm"u8, buffer, out _);
            crowded.Add(new DescriptorUse(pid, Encoding.UTF8.GetString(buffer, 0, Math.Max(0, length)).TrimEnd('\n'), open, limit));
        }
        return ([.. crowded.OrderByDescending(static one => (double)one.Open / one.Limit).Take(MostTold)], counted);
    }

    // "Max open files            1024                 524288               files"
    internal static long? SoftLimit(string limits)
    {
        const string name = "Max open files";
        foreach (var line in limits.Split('\n'))
            if (line.StartsWith(name, StringComparison.Ordinal))
                return long.TryParse(line[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], out var soft) ? soft : null;
        return null;
    }
}
