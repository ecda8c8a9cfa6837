using System.Globalization;
using System.Runtime.Versioning;
using Berth.Linux.Cgroups;
using Berth.Linux.ProcFs;
using Berth.Model;

namespace Berth.Actions.Isolation;

/// <summary>
/// The control group of one run. Its name says whose it is, so nothing has to be written down and nothing survives a reboot:
/// the address, the process that watches over it (pid and start), and the namespaces that these numbers are of.
/// </summary>
[SupportedOSPlatform("linux")]
sealed record RunGroup(InetAddress Address, int Pid, ulong StartTicks, ulong PidNamespace, ulong NetworkNamespace)
{
    const string Prefix = "berth-run-";

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Address}-{Pid}-{StartTicks}-{PidNamespace}-{NetworkNamespace}");

    public static RunGroup? OfThisProcess(InetAddress address) => ThisProcess.StartTicks(Environment.ProcessId) is { } start
        ? new RunGroup(address, Environment.ProcessId, start, ThisProcess.PidNamespace, ThisProcess.NetworkNamespace)
        : null;

    /// <summary>Null when a folder is not the group of a run.</summary>
    public static RunGroup? Read(string folder)
    {
        var name = Path.GetFileName(folder);
        if (!name.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var parts = name[Prefix.Length..].Split('-');
        return parts.Length == 5 && InetAddress.TryParse(parts[0], out var address) && OwnAddress.IsOne(address)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && Number(parts[2]) is { } start
            && Number(parts[3]) is { } pids && Number(parts[4]) is { } network
            ? new RunGroup(address, pid, start, pids, network)
            : null;
    }

    /// <summary>Every run's group, and its folder.</summary>
    public static IEnumerable<(RunGroup Group, string Folder)> All(CgroupPlace place)
    {
        foreach (var folder in place.Groups(Prefix))
            if (Read(folder) is { } group) yield return (group, folder);
    }

    /// <summary>Nobody watches over it any more. One of another pid namespace cannot be judged: its numbers mean others here.</summary>
    public bool IsLeft => PidNamespace == ThisProcess.PidNamespace && ThisProcess.StartTicks(Pid) != StartTicks;

    static ulong? Number(string text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
