namespace Berth.Model.Machine;

/// <summary>A network namespace: its own interfaces, addresses, routes and ports.</summary>
/// <param name="Inode">The inode number of the nsfs file, as in "net:[4026531840]"; 0 when unknown.</param>
/// <param name="Name">What people call it: "host", a container's name, a name below /run/netns, or "net:[inode]".</param>
/// <param name="IsOurs">Whether Berth itself runs in it, so that addresses and reach mean what they say.</param>
public sealed record NetworkNamespace(ulong Inode, string Name, bool IsOurs);
