using System.Globalization;
using System.Text.RegularExpressions;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Faults;

/// <param name="Name">Such as "openat".</param>
/// <param name="Which">The how-manyth of a thread, from 1: so strace counts.</param>
sealed record Call(string Name, int Which);

/// <summary>The system calls with which a command looks at the machine, as strace(1) sees them, and the same command with one of them refused.</summary>
static partial class Calls
{
    const string Traced = "openat,read,readlinkat,getdents64,socket,sendto,recvfrom,statx,bpf,kcmp";

    /// <summary>Those after its first look at /proc; what loads the program itself is no business of ours.</summary>
    public static IReadOnlyList<Call> Of(NetworkNamespace net, params IReadOnlyList<string> command)
    {
        var file = net.Home.At("calls");
        net.Run(["strace", "-f", "-qq", "-y", "-e", $"trace={Traced}", "-o", file, .. command]);
        var counts = new Dictionary<(string Thread, string Name), int>();
        var (ours, loading) = (new HashSet<Call>(), new HashSet<Call>());
        var hasBegun = false;
        foreach (var line in File.ReadLines(file))
        {
            if (Line().Match(line) is not { Success: true } seen) continue;
            var (thread, name) = (seen.Groups["thread"].Value, seen.Groups["name"].Value);
            var call = new Call(name, counts[(thread, name)] = counts.GetValueOrDefault((thread, name)) + 1);
            hasBegun |= name == "openat" && line.Contains("\"/proc\", ", StringComparison.Ordinal);
            if (hasBegun && Looks().IsMatch(line)) ours.Add(call);
            else loading.Add(call);
        }
        File.Delete(file);
        return [.. ours.Except(loading).OrderBy(static call => call.Name, StringComparer.Ordinal).ThenBy(static call => call.Which)];
    }

    public static CommandResult RunRefusing(NetworkNamespace net, Call call, string error, params IReadOnlyList<string> command) =>
        net.Run(["strace", "-f", "-qq", "-o", "/dev/null", "-e", $"trace={call.Name}", "-e",
            string.Create(CultureInfo.InvariantCulture, $"inject={call.Name}:error={error}:when={call.Which}"), .. command]);

    [GeneratedRegex(@"^(?<thread>\d+) +(?<name>\w+)\(")]
    private static partial Regex Line();

    [GeneratedRegex(@"[""<]/(proc|sys|etc/passwd|run/netns)|NETLINK|bpf\(|kcmp\(|sendto\(|recvfrom\(")]
    private static partial Regex Looks();
}
