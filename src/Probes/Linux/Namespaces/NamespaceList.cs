using System.Runtime.Versioning;
using Berth.Linux.Native;
using Berth.Linux.ProcFs;
using Berth.Model.Machine;
using Berth.Probes.Linux.Processes;
using Berth.Probes.Linux.Workloads;

namespace Berth.Probes.Linux.Namespaces;

/// <summary>A namespace other than ours and how to get in.</summary>
/// <param name="Path">A file to hand to setns(2).</param>
/// <param name="Pid">A process in it, or 0 when only a name keeps it alive.</param>
[SupportedOSPlatform("linux")]
sealed record NamespaceEntrance(NetworkNamespace Namespace, string Path, int Pid);

/// <summary>A namespace that `ip netns` gave a name by mounting it on a file.</summary>
sealed record NamedNamespace(ulong Inode, string Path);

/// <summary>
/// Every network namespace that can be found: those of processes (whose links we may read) and those that `ip netns` named.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class NamespaceList(ProcDirectory proc, WorkloadDirectory workloads)
{
    const string NamedFolder = "/run/netns";

    // NET_INIT_INO of Linux 6.17 and later (include/uapi/linux/nsfs.h), and the number that earlier kernels happen to give.
    const ulong FirstNamespace = 4026531833, FirstNamespaceBefore = 4026531840;

    public NetworkNamespace Own()
    {
        var inode = Inode("self");
        return new NetworkNamespace(inode, Name(inode, isOurs: true, pid: 0), IsOurs: true);
    }

    public List<NamespaceEntrance> Others()
    {
        var own = Inode("self");
        var found = new Dictionary<ulong, NamespaceEntrance>();
        var pids = proc.ProcessIds();
        foreach (var pid in pids) Add(pid, $"/proc/{pid}/ns/net", proc.ReadLink(pid, "/ns/net"u8, out _));
        foreach (var pid in pids)
        {
            // A thread may have gone into a namespace of its own, or an open descriptor may be all that keeps one.
            foreach (var thread in proc.ThreadIds(pid))
                if (thread != pid) Add(thread, $"/proc/{thread}/ns/net", proc.ReadLink(thread, "/ns/net"u8, out _));
            foreach (var number in proc.NamespaceDescriptors(pid)) Add(0, $"/proc/{pid}/fd/{number}", $"net:[{FileStatus.Inode($"/proc/{pid}/fd/{number}")}]");
        }
        foreach (var (inode, path) in Named())
            if (inode != own) found.TryAdd(inode, new NamespaceEntrance(new NetworkNamespace(inode, System.IO.Path.GetFileName(path), IsOurs: false), path, 0));
        return [.. found.Values];

        void Add(int pid, string path, string? link)
        {
            if (link is null || !NamespaceLink.TryParse(link, out var inode) || inode == own || found.ContainsKey(inode)) return;
            found.Add(inode, new NamespaceEntrance(new NetworkNamespace(inode, Name(inode, isOurs: false, pid), IsOurs: false), path, pid));
        }
    }

    string Name(ulong inode, bool isOurs, int pid)
    {
        foreach (var (named, path) in Named())
            if (named == inode) return System.IO.Path.GetFileName(path);
        if (inode is FirstNamespace or FirstNamespaceBefore || (isOurs && inode == Inode("1"))) return "host";
        if (pid != 0 && workloads.OfProcess(proc, pid)?.Container is { } container) return container.Label;
        return $"net:[{inode}]";
    }

    static ulong Inode(string process) => FileStatus.Inode($"/proc/{process}/ns/net") ?? 0;

    static List<NamedNamespace> Named()
    {
        var named = new List<NamedNamespace>();
        if (!Directory.Exists(NamedFolder)) return named;
        try
        {
            foreach (var path in Directory.EnumerateFiles(NamedFolder))
                if (FileStatus.Inode(path) is { } inode) named.Add(new NamedNamespace(inode, path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Names are a courtesy: without them the number stands.
        }
        return named;
    }
}
