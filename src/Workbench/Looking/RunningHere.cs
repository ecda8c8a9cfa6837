using Berth.Engine.Listing;
using Berth.Model.Addressing;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Probes.Machines;
using Berth.Projects.Import;

namespace Berth.Workbench.Looking;

/// <summary>Programs that listen now and run in a checkout.</summary>
public static class RunningHere
{
    public static BerthDraft In(string folder, ISocketInventory inventory)
    {
        var snapshot = inventory.Take(new SnapshotOptions { Kinds = SocketKinds.Listeners, Detail = ProcessDetail.Directory | ProcessDetail.Project | ProcessDetail.Arguments });
        var seen = new HashSet<int>();
        var found = new List<(string, IReadOnlyList<string>, string, int)>();
        foreach (var row in Lister.Rows(snapshot, SocketKinds.Listeners).OrderBy(static row => row.Socket.LocalPort.Number))
        {
            if (row.Socket.Protocol != Protocol.Tcp || row.Owner.First is not { SeesOtherFiles: false } owner) continue;
            if (owner.Directory.Value is not { } at || owner.Arguments.Value is not { Count: > 0 } words) continue;
            var relative = Path.GetRelativePath(folder, at);
            if (relative == ".." || relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative) || !seen.Add(owner.Pid)) continue;
            found.Add((owner.Name, words, relative == "." ? "" : relative, row.Socket.LocalPort.Number));
        }
        return FolderImport.OfRunning(found);
    }
}
