using System.Runtime.Versioning;
using System.Text;
using Berth.Linux.Files;
using Berth.Linux.Native;
using Berth.Linux.ProcFs;
using Berth.Model.Knowledge;
using Berth.Model.Processes;
using Berth.Probes.Linux.Workloads;

namespace Berth.Probes.Linux.Processes;

/// <summary>
/// Reads one process from /proc, only what is asked for. What is not ours to see is hidden with the reason. Any number of
/// threads may read at once.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class ProcessReader(ProcDirectory proc, ProcessDetail detail, DateTimeOffset bootedAt)
{
    const ProcessDetail OfFiles = ProcessDetail.Executable | ProcessDetail.Directory | ProcessDetail.Project;
    const ProcessDetail OfMemory = OfFiles | ProcessDetail.Arguments | ProcessDetail.NetworkNamespace;
    const int LongestName = 15; // TASK_COMM_LEN - 1
    const int UsualArguments = 32 * 1024, MaxArguments = 2 * 1024 * 1024;
    const double TicksPerSecond = 100; // USER_HZ, the unit of /proc on every architecture that we build for

    readonly MountNamespaces mounts = new(proc);

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
        // A longer name than the kernel keeps stands whole in the command line.
        var isCut = Encoding.UTF8.GetByteCount(facts.Name) >= LongestName && !facts.IsKernelThread;
        var at = (isCut || Wants(OfMemory)) && !facts.IsKernelThread ? Living(pid) : pid;
        var arguments = isCut || Wants(ProcessDetail.Arguments) ? Arguments(at) : default;
        return facts with
        {
            Name = isCut ? WholeName.Of(facts.Name, arguments.Value ?? []) : facts.Name,
            Arguments = Wants(ProcessDetail.Arguments) ? arguments : default,
            Executable = Wants(ProcessDetail.Executable) ? Link(at, "/exe"u8, facts) : default,
            Directory = Wants(ProcessDetail.Directory | ProcessDetail.Project) ? Link(at, "/cwd"u8, facts) : default,
            SeesOtherFiles = Wants(OfFiles) && !facts.IsKernelThread && mounts.SeesOtherFiles(at),
            NetworkNamespace = Wants(ProcessDetail.NetworkNamespace) ? Namespace(at, facts) : default,
            Cgroup = cgroup is null ? default : Known.Observed(new CgroupFacts(CgroupPath.Choose(cgroup), null, null)),
        };
    }

    /// <summary>The files that it sees; null when it is gone or may not be looked into.</summary>
    public FileRoot? RootOf(int pid) => FileRoot.Of(Living(pid));

    // Where the first thread has ended and others go on, its entries are empty, and theirs tell (proc(5): /proc/TID is there for each).
    int Living(int pid)
    {
        Span<byte> target = stackalloc byte[1];
        if (proc.ReadLink(pid, "/exe"u8, target, out var error) >= 0 || error != Errno.NoEntry) return pid;
        foreach (var thread in proc.ThreadIds(pid))
            if (proc.ReadLink(thread, "/exe"u8, target, out _) >= 0) return thread;
        return pid;
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
        var known = Arguments(pid, UsualArguments, out var isCut);
        return isCut ? Arguments(pid, MaxArguments, out _) : known;
    }

    Known<IReadOnlyList<string>> Arguments(int pid, int most, out bool isCut)
    {
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(most);
        var length = proc.Read(pid, "/cmdline"u8, buffer.AsSpan(0, most), out var error);
        isCut = length == most;
        var result = length < 0
            ? Known.Hidden<IReadOnlyList<string>>(Reason(error, "command line"))
            : Known.Observed<IReadOnlyList<string>>(CommandLine.Split(buffer.AsSpan(0, length)));
        System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        return isCut ? Known.Inferred(result.Value, $"cut after {most / (1024 * 1024)} MB") : result;
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
