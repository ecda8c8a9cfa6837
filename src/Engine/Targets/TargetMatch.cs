using Berth.Model.Addressing;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Sockets;

namespace Berth.Engine.Targets;

/// <summary>Which sockets a target is about.</summary>
public static class TargetMatch
{
    /// <summary>
    /// Whether the socket stands at the target: it is bound there, or to the wildcard that takes what is sent there. A
    /// connection stands at its own end only.
    /// </summary>
    public static bool IsAt(Target target, SocketRecord socket, HostFacts host) => target switch
    {
        // A message without a port is about no socket that could be told.
        ErrorTarget { Port: null, Path: var named } => named is not null && IsNamed(named, socket),
        NetworkTarget network => !socket.Protocol.IsUnix()
            && (network.Protocol is not { } protocol || socket.Protocol == protocol)
            && (network.Port is not { } port || socket.LocalPort == port)
            && (network.Host is not { } named || Covers(named, socket, host)),
        PathTarget { Path: var path } => IsNamed(path, socket),
        PidTarget { Pid: var pid } => socket.Owner.Processes.Any(process => process.Pid == pid),
        ContainerTarget { Name: var name } => Cgroups(socket).Any(cgroup => IsContainer(cgroup.Container, name)),
        UnitTarget { Name: var name } => Cgroups(socket).Any(cgroup => IsUnit(cgroup.Unit, name)),
        NameTarget { Name: var name } => IsNamed(socket, name),
        _ => false,
    };

    /// <summary>Whether a connection leads to the target: its peer stands there.</summary>
    public static bool LeadsTo(Target target, SocketRecord socket) => target is NetworkTarget { Port: { } port } network
        && socket.HasPeer
        && socket.PeerPort == port
        && (network.Protocol is not { } protocol || socket.Protocol == protocol)
        && (network.Host is not { } host || Names(host, socket.PeerAddress));

    static bool Covers(TargetHost host, SocketRecord socket, HostFacts machine)
    {
        var local = socket.LocalAddress;
        if (host.IsAny || host.IsUnresolvedName || Names(host, local)) return true;
        if (socket.HasPeer || !local.IsWildcard || host.Address is { } asked && !IsOfThisMachine(asked, machine)) return false;
        if (local.Family == InetFamily.V4) return host.IsLocalhostName || host.Address is { } v4 && v4.Unmapped.Family == InetFamily.V4;
        // Where the kernel did not say, the default of every Linux is dual stack (net.ipv6.bindv6only = 0).
        return host.IsLocalhostName || host.Address is { } address && (address.Unmapped.Family == InetFamily.V6 || socket.V6Only != true);
    }

    /// <summary>Whether the machine answers to the address. Where no interface could be read, it may: silence is no proof.</summary>
    public static bool IsOfThisMachine(InetAddress address, HostFacts machine)
    {
        var plain = address.Unmapped;
        if (plain.IsLoopback || plain.IsWildcard || machine.Interfaces.Count == 0) return true;
        foreach (var link in machine.Interfaces)
            foreach (var own in link.Addresses)
                if (own.Address == plain) return true;
        return false;
    }

    /// <summary>Whether the host, as typed, stands for the address. A wildcard stands for every address of its family.</summary>
    public static bool Names(TargetHost host, InetAddress address)
    {
        var plain = address.Unmapped;
        if (host.IsAny || host.IsUnresolvedName) return true;
        if (host.IsLocalhostName) return plain == InetAddress.LoopbackV4 || plain == InetAddress.LoopbackV6;
        var named = host.Address!.Value.Unmapped;
        return named == plain || (named.IsWildcard && (named.Family == plain.Family || named.Family == InetFamily.V6));
    }

    // "@name" is a name without a file, however a file may be called; a path is what a client that connects to it from here meets.
    static bool IsNamed(string name, SocketRecord socket) => socket.Path == name
        && (name.StartsWith('@') ? socket.IsAbstract : socket.IsAtItsPath != false);

    static IEnumerable<CgroupFacts> Cgroups(SocketRecord socket)
    {
        if (socket.Cgroup is { } own) yield return own;
        foreach (var process in socket.Owner.Processes)
            if (process.Cgroup.Value is { } cgroup) yield return cgroup;
    }

    static bool IsContainer(Container? container, string name) => container is not null
        && (container.Name.Value == name || (name.Length >= 4 && container.Id.StartsWith(name, StringComparison.OrdinalIgnoreCase)));

    static bool IsUnit(ServiceUnit? unit, string name) => unit is not null && (unit.Name == name || unit.Name == $"{name}.service");

    static bool IsNamed(SocketRecord socket, string name) =>
        Cgroups(socket).Any(cgroup => IsContainer(cgroup.Container, name) || IsUnit(cgroup.Unit, name))
        || socket.Owner.Processes.Any(process => IsProcess(process, name));

    /// <summary>By its short name, its program's file, its first argument's file, or its project.</summary>
    public static bool IsProcess(ProcessFacts process, string name) =>
        process.Name == name
        || process.Project.Value?.Name == name
        || process.Project.Value?.Worktree == name
        || FileName(process.Executable.Value) == name
        || (process.Arguments.Value is { Count: > 0 } arguments && FileName(arguments[0]) == name);

    static string? FileName(string? path) => path?[(path.LastIndexOf('/') + 1)..].Replace(" (deleted)", "", StringComparison.Ordinal);
}
