using System.Text;

namespace Berth.Linux.ProcFs;

/// <summary>The fields of /proc/PID/stat that we use (proc_pid_stat(5)).</summary>
/// <param name="Terminal">The device number of the controlling terminal, 0 for none.</param>
/// <param name="Flags">PF_* bits (include/linux/sched.h).</param>
public readonly record struct ProcStat(int Pid, string Name, char State, int ParentPid, int ProcessGroup, int Session, int Terminal, uint Flags, ulong StartTicks)
{
    const uint FlagKernelThread = 0x00200000;

    public bool IsKernelThread => (Flags & FlagKernelThread) != 0;

    /// <summary>
    /// Parses "PID (NAME) STATE PPID ...". The name may hold spaces and parentheses: it ends at the last ')'. False for
    /// anything that is not of this form.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out ProcStat stat)
    {
        stat = default;
        var open = text.IndexOf((byte)'(');
        var close = text.LastIndexOf((byte)')');
        if (open < 2 || close < open) return false;
        if (!DirectoryEntries.TryReadNumber(text[..(open - 1)], out var pid) || pid > int.MaxValue) return false;
        var name = Encoding.UTF8.GetString(text[(open + 1)..close]);
        var rest = text[(close + 1)..];

        char state = '\0';
        int parent = 0, group = 0, session = 0, terminal = 0;
        uint flags = 0;
        var field = 2;
        foreach (var range in rest.Split((byte)' '))
        {
            var value = rest[range];
            if (value.IsEmpty) continue;
            field++;
            if (field == 3) state = (char)value[0];
            else if (field == 4) parent = ToInt(value);
            else if (field == 5) group = ToInt(value);
            else if (field == 6) session = ToInt(value);
            else if (field == 7) terminal = ToInt(value);
            else if (field == 9) flags = (uint)ToInt(value);
            else if (field == 22)
            {
                if (!DirectoryEntries.TryReadNumber(value, out var start)) return false;
                stat = new ProcStat((int)pid, name, state, parent, group, session, terminal, flags, start);
                return true;
            }
        }
        return false;
    }

    static int ToInt(ReadOnlySpan<byte> value) => DirectoryEntries.TryReadNumber(value, out var number) ? (int)number : 0;

    /// <summary>"pts/3", "tty1", or null; the numbers are those of Documentation/admin-guide/devices.txt.</summary>
    public string? TerminalName
    {
        get
        {
            if (Terminal == 0) return null;
            int major = Terminal >> 8 & 0xfff, minor = (Terminal & 0xff) | (Terminal >> 12 & 0xfff00);
            return major switch
            {
                >= 136 and <= 143 => $"pts/{(major - 136) * 256 + minor}",
                4 when minor < 64 => $"tty{minor}",
                4 => $"ttyS{minor - 64}",
                _ => $"tty {major}:{minor}",
            };
        }
    }
}
