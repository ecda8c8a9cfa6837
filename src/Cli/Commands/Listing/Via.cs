using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Model.Snapshots;
using Berth.Workbench.Looking;

namespace Berth.Cli.Commands.Listing;

/// <summary>The value of --via: a way to read sockets, a way to find owners, or both.</summary>
static class Via
{
    public static ListQuestion Apply(string? typed, ListQuestion question)
    {
        foreach (var way in typed?.Split(',', StringSplitOptions.TrimEntries) ?? [])
        {
            question = way switch
            {
                "netlink" => question with { SocketSource = SocketSource.Netlink },
                "procnet" => question with { SocketSource = SocketSource.ProcNet },
                "bpf" => question with { OwnerSource = OwnerSource.Bpf },
                "cgroup" => question with { OwnerSource = OwnerSource.Cgroup },
                "walk" => question with { OwnerSource = OwnerSource.Walk },
                _ => throw new UsageException($"berth ls: --via takes netlink or procnet, and bpf, cgroup or walk, not '{Escape.ForTerminal(way)}'."),
            };
        }
        return question;
    }
}
