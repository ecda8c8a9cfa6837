using Berth.Engine.Frameworks;
using Berth.Engine.Listing;
using Berth.Engine.Origins;
using Berth.Model.Addressing;
using Berth.Model.Knowledge;
using Berth.Model.Processes;
using Berth.Model.Sockets;

namespace Berth.Engine.Explain;

/// <summary>How a sentence names things.</summary>
public static class Words
{
    public static string Of(ProcessFacts process) => $"{process.Name} (pid {process.Pid})";

    /// <summary>The holder as a person would name it: "vite of shop (node, pid 4242)", "redis.service (redis-server, pid 88)".</summary>
    public static Line Holder(Row row) => Holder(row.Owner, row.Socket);

    public static Line Holder(Owner owner, SocketRecord socket)
    {
        if (SocketUnit(owner, socket) is { } unit) return new Line($"{unit} ({owner.First!.Name}, pid {owner.First.Pid})");
        if (owner.First is { } first)
        {
            var name = owner.How == How.Inferred ? $"likely {Named(first)}" : Named(first);
            return new Line(name, owner.How, owner.Reason);
        }
        if (Maker(socket.Cgroup) is { } maker)
            return new Line(maker, How.Inferred, "the cgroup in which the socket was made");
        if (owner.How == How.Observed) return new Line(socket.Inode == 0 ? "no process" : "the kernel", owner.How, owner.Reason);
        return new Line("a process that cannot be seen from here", How.Hidden, owner.Reason ?? "its holder was not read");
    }

    /// <summary>The .socket unit for which the service manager holds the socket; null when it is not one's.</summary>
    public static string? SocketUnit(Owner owner, SocketRecord socket) =>
        owner.Processes.Any(ServiceManager.Is) && socket.Cgroup?.Unit?.Name is { } name && name.EndsWith(".socket", StringComparison.Ordinal) ? name : null;

    public static string UserOf(ProcessFacts process) => process.IsUserHidden ? "a user outside of this user namespace" : process.User ?? $"user {process.UserId}";

    public static string Named(ProcessFacts process)
    {
        if (process.ForwardsTo.Value is { } served) return $"{Of(process)} for the container {served.Label}";
        if (PortForwarder.Of(process) is { } forwarder) return forwarder.Target is { } target ? $"{process.Name} for the {forwarder.Engine} container at {target}" : $"{Of(process)} for a {forwarder.Engine} container";
        var inner = process.Cgroup.Value?.Container is not null || Service(process.Cgroup.Value) is not null;
        var title = Maker(process.Cgroup.Value) ?? Framework.Of(process) ?? process.Name;
        var project = process.Project.Value is { } shop && !inner ? $" of {shop.Name}" : "";
        return title == process.Name ? $"{process.Name}{project} (pid {process.Pid})" : $"{title}{project} ({process.Name}, pid {process.Pid})";
    }

    /// <summary>The container or service; null for logins and terminals.</summary>
    public static string? Maker(CgroupFacts? cgroup) => cgroup?.Container is { } container ? $"container {container.Label}" : Service(cgroup);

    static string? Service(CgroupFacts? cgroup)
    {
        if (cgroup?.Unit is not { } unit || unit.Name.StartsWith("user@", StringComparison.Ordinal)) return null;
        return unit.Name.EndsWith(".service", StringComparison.Ordinal) || unit.Name.EndsWith(".socket", StringComparison.Ordinal) ? unit.Name : null;
    }

    public static string Place(SocketRecord socket) => socket.Path
        ?? $"{socket.Local}{(socket.Protocol == Protocol.Udp ? "/udp" : "")}{(socket.IsDualStack ? " (IPv4 + IPv6)" : "")}";

    public static string Join(IEnumerable<string> parts)
    {
        var all = parts.Distinct().ToArray();
        return all.Length switch
        {
            0 => "",
            1 => all[0],
            _ => $"{string.Join(", ", all[..^1])} and {all[^1]}",
        };
    }

    public static string Count(int count, string one, string? many = null) => count == 1 ? $"1 {one}" : $"{count} {many ?? $"{one}s"}";

    /// <summary>"40 s", "12 min", "3 h", "5 days".</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 0 } => "0 s",
        { TotalMinutes: < 2 } => $"{(int)span.TotalSeconds} s",
        { TotalHours: < 2 } => $"{(int)span.TotalMinutes} min",
        { TotalDays: < 2 } => $"{(int)span.TotalHours} h",
        _ => $"{(int)span.TotalDays} days",
    };
}
