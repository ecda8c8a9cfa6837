using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Model.Snapshots;

namespace Berth.Cli.Commands.Listing;

/// <summary>The value of --via: a way to read sockets, a way to find owners, or both.</summary>
static class Via
{
    public static SnapshotOptions Apply(string? typed, SnapshotOptions options)
    {
        foreach (var way in typed?.Split(',', StringSplitOptions.TrimEntries) ?? [])
        {
            options = way switch
            {
                "netlink" => options with { SocketSource = SocketSource.Netlink },
                "procnet" => options with { SocketSource = SocketSource.ProcNet },
                "bpf" => options with { OwnerSource = OwnerSource.Bpf },
                "cgroup" => options with { OwnerSource = OwnerSource.Cgroup },
                "walk" => options with { OwnerSource = OwnerSource.Walk },
                _ => throw new UsageException($"berth ls: --via takes netlink or procnet, and bpf, cgroup or walk, not '{Escape.ForTerminal(way)}'."),
            };
        }
        return options;
    }
}
