using System.Buffers.Text;
using System.Runtime.Versioning;
using Berth.Linux.ProcFs;

namespace Berth.Probes.Linux.Machine;

/// <summary>When the machine started, from /proc/uptime: to a hundredth of a second.</summary>
[SupportedOSPlatform("linux")]
static class BootTime
{
    public static DateTimeOffset Read(ProcDirectory proc, DateTimeOffset now)
    {
        Span<byte> text = stackalloc byte[64];
        var length = proc.ReadAt("uptime\0"u8, text, out _);
        if (length <= 0 || !Utf8Parser.TryParse(text[..length], out double seconds, out _)) return now;
        return now - TimeSpan.FromSeconds(seconds);
    }
}
