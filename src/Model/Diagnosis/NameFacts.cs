using Berth.Model.Addressing;
using Berth.Model.Machine;

namespace Berth.Model.Diagnosis;

/// <summary>What the system's resolver makes of a name, and what leads it there.</summary>
/// <param name="Addresses">In the resolver's order, which most clients keep. Empty when it knows none.</param>
/// <param name="Failure">Why there are none; null when there are.</param>
/// <param name="HostsLines">The lines of /etc/hosts with the name, in the file's order.</param>
/// <param name="Sources">The "hosts" line of nsswitch.conf, such as "files dns"; null when it says nothing.</param>
public sealed record NameFacts(
    string Name, IReadOnlyList<InetAddress> Addresses, string? Failure, IReadOnlyList<HostsEntry> HostsLines, string? Sources)
{
    /// <summary>An address needs no resolver.</summary>
    public static NameFacts OfAddress(InetAddress address) => new(address.ToString(), [address], null, [], null);
}
