using System.Runtime.Versioning;
using System.Text;
using Berth.Linux.Native;
using Berth.Linux.ProcFs;
using Berth.Model;
using Berth.Probes.Linux.Workloads;

namespace Berth.Probes.Linux.Processes;

/// <summary>
/// Reads one process from /proc, only what is asked for. What is not ours to see is hidden with the reason. Any number of
/// threads may read at once.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class ProcessReader(ProcDirectory proc, ProcessDetail detail, DateTimeOffset bootedAt)
{
    const int MaxArguments = 32 * 1024;
    const double TicksPerSecond = 100; // USER_HZ, the unit of /proc on every architecture that we build for

    /// <summary>Null when the process is gone.</summary>
    /// <param name="known">What a holder source already told, or null.</param>
    public ProcessFacts? Read(int pid, ProcessFacts? known)
    {
        var facts = known;
        if (facts is null || Wants(ProcessDetail.Status))
        {
            if (ReadStat(pid) is not { } stat) return null;
            if ((known?.UserId ?? EffectiveUser(pid)) is not { } user) return null;
            facts = new ProcessFacts
            {
                Pid = pid,
                Name = stat.Name,
                ParentPid = stat.ParentPid,
                StartTicks = stat.StartTicks,
                State = stat.State,
                Terminal = stat.TerminalName,
                IsKernelThread = stat.IsKernelThread,
                Started = bootedAt + TimeSpan.FromSeconds(stat.StartTicks / TicksPerSecond),
                UserId = user,
            };
        }
        var cgroup = Wants(ProcessDetail.Cgroup) ? ReadText(pid, "/cgroup"u8) : null;
        return facts with
        {
            Arguments = Wants(ProcessDetail.Arguments) ? Arguments(pid) : default,
            Executable = Wants(ProcessDetail.Executable) ? Link(pid, "/exe"u8, facts) : default,
            Directory = Wants(ProcessDetail.Directory | ProcessDetail.Project) ? Link(pid, "/cwd"u8, facts) : default,
            NetworkNamespace = Wants(ProcessDetail.NetworkNamespace) ? Namespace(pid, facts) : default,
            Cgroup = cgroup is null ? default : Known.Observed(new CgroupFacts(CgroupPath.Choose(cgroup), null, null)),
        };
    }

    public ProcStat? ReadStat(int pid)
    {
        Span<byte> buffer = stackalloc byte[1024];
        var length = proc.Read(pid, "/stat"u8, buffer, out _);
        return length > 0 && ProcStat.TryParse(buffer[..length], out var stat) ? stat : null;
    }

    bool Wants(ProcessDetail any) => (detail & any) != 0;

    // "Uid:\treal\teffective\tsaved\tfs". The owner of /proc/PID itself is root for a process that may not be dumped.
    uint? EffectiveUser(int pid)
    {
        Span<byte> buffer = stackalloc byte[2048];
        var length = proc.Read(pid, "/status"u8, buffer, out _);
        if (length <= 0) return null;
        var text = buffer[..length];
        var at = text.IndexOf("\nUid:\t"u8);
        if (at < 0) return null;
        text = text[(at + 6)..];
        text = text[(text.IndexOf((byte)'\t') + 1)..];
        var end = text.IndexOf((byte)'\t');
        return end > 0 && DirectoryEntries.TryReadNumber(text[..end], out var user) ? (uint)user : null;
    }

    Known<IReadOnlyList<string>> Arguments(int pid)
    {
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(MaxArguments);
        var length = proc.Read(pid, "/cmdline"u8, buffer.AsSpan(0, MaxArguments), out var error);
        var result = length < 0
            ? Known.Hidden<IReadOnlyList<string>>(Reason(error, "command line"))
            : Known.Observed<IReadOnlyList<string>>(SplitArguments(buffer.AsSpan(0, length)));
        System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        return result;
    }

    /// <summary>argv is zero-separated; a program that rewrites its title leaves zeros at the end.</summary>
    internal static string[] SplitArguments(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty && text[^1] == 0) text = text[..^1];
        if (text.IsEmpty) return [];
        var arguments = new string[text.Count((byte)0) + 1];
        for (var i = 0; i < arguments.Length; i++)
        {
            var end = text.IndexOf((byte)0);
            arguments[i] = Encoding.UTF8.GetString(end < 0 ? text : text[..end]);
            text = end < 0 ? default : text[(end + 1)..];
        }
        return arguments;
    }

    Known<string> Link(int pid, ReadOnlySpan<byte> link, ProcessFacts facts)
    {
        if (facts.IsKernelThread) return Known.Observed<string>(null);
        var target = proc.ReadLink(pid, link, out var error);
        return target is null ? Known.Hidden<string>(Reason(error, "path")) : Known.Observed(target);
    }

    Known<ulong> Namespace(int pid, ProcessFacts facts)
    {
        var target = Link(pid, "/ns/net"u8, facts);
        return target.Value is { } text && NamespaceLink.TryParse(text, out var inode) ? Known.Observed(inode) : Known.Hidden<ulong>(target.Reason ?? "not told");
    }

    static string Reason(Errno error, string what) => error.IsDenied
        ? $"the {what} of another user's process; run with sudo to see it"
        : error == Errno.NoEntry ? "the process has just ended" : $"the {what} could not be read: {error}";

    string? ReadText(int pid, ReadOnlySpan<byte> file)
    {
        Span<byte> buffer = stackalloc byte[4096];
        var length = proc.Read(pid, file, buffer, out _);
        return length < 0 ? null : Encoding.UTF8.GetString(buffer[..length]);
    }
}
