using Berth.Model.Addressing;

namespace Berth.Model.Machine;

/// <summary>A line of the hosts file (hosts(5)).</summary>
/// <param name="Line">From 1.</param>
public sealed record HostsEntry(InetAddress Address, IReadOnlyList<string> Names, int Line);
