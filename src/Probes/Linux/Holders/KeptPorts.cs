using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Berth.Linux.ProcFs;
using Berth.Model.Addressing;
using Berth.Model.Knowledge;
using Berth.Model.Leases;
using Berth.Model.Sockets;

namespace Berth.Probes.Linux.Holders;

/// <summary>
/// Marks the sockets by which Berth keeps ports for its leases: bound to loopback, never listening, and held by one process that
/// runs berthd, or a `berth run` without it. Known by the file that runs: any process may take the name.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class KeptPorts(ProcDirectory proc)
{
    static readonly KeptPort Unnamed = new(Known.Hidden<LeaseKey>("the process that keeps it was not asked"));

    int lastPid;
    bool lastIsBerth;

    public void Mark(List<SocketRecord> sockets)
    {
        foreach (var socket in CollectionsMarshal.AsSpan(sockets))
        {
            if (socket.State != SocketState.Bound || socket.Protocol != Protocol.Tcp || !socket.LocalAddress.IsLoopback) continue;
            if (socket.Owner is not { How: How.Observed, Processes: [var only] } || !IsBerth(only.Pid)) continue;
            socket.Kept = Unnamed;
        }
    }

    bool IsBerth(int pid)
    {
        if (pid == lastPid) return lastIsBerth;
        (lastPid, lastIsBerth) = (pid, Runs(pid));
        return lastIsBerth;
    }

    bool Runs(int pid)
    {
        if (proc.ReadLink(pid, "/exe"u8, out _) is not { } file) return false;
        if (file.EndsWith(" (deleted)", StringComparison.Ordinal)) file = file[..^10];
        // A package for every system has no programs of its own: then the runtime runs berthd.dll.
        return FileName(file) is "berthd" or "berth" || (FileName(file) is "dotnet" && FirstArgument(pid) is "berthd.dll" or "berth.dll");
    }

    string? FirstArgument(int pid)
    {
        Span<byte> buffer = stackalloc byte[4096];
        var length = proc.Read(pid, "/cmdline"u8, buffer, out _);
        if (length <= 0) return null;
        var words = Encoding.UTF8.GetString(buffer[..length]).Split('\0', 3);
        return words.Length > 1 ? FileName(words[1]) : null;
    }

    static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..];
}
