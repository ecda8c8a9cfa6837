using System.Globalization;
using System.Runtime.Versioning;
using Berth.Linux.ProcFs;

namespace Berth.Supervision.Running;

/// <summary>A process for the person: "node (pid 12)", and, if that is why it does not end, that it waits in the kernel.</summary>
[SupportedOSPlatform("linux")]
static class ProcessText
{
    public static string Of(int pid)
    {
        try
        {
            if (!ProcStat.TryParse(File.ReadAllBytes($"/proc/{pid}/stat"), out var stat)) return string.Create(CultureInfo.InvariantCulture, $"pid {pid}");
            // D: uninterruptible, such as on a disk or network file system that does not answer (proc_pid_stat(5)).
            return string.Create(CultureInfo.InvariantCulture, $"{stat.Name} (pid {pid}{(stat.State == 'D' ? ", waiting for a disk or network" : "")})");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return string.Create(CultureInfo.InvariantCulture, $"pid {pid}");
        }
    }
}
