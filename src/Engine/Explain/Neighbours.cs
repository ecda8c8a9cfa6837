using Berth.Model;

namespace Berth.Engine.Explain;

/// <summary>Listeners that a refused client may have meant.</summary>
static class Neighbours
{
    // Dev servers that find their port taken try the next few: vite, next, jupyter.
    const int Reach = 10;

    public static string SameProject(Subject subject) => subject.Options.Directory is not { } directory ? "" : Words.Join(
        subject.AllListeners.Where(row => row.Owner.Processes.Any(process => process.Project.Value is { } project && IsIn(directory, project.Root)))
            .OrderBy(row => row.Socket.LocalPort).Take(6).Select(Name));

    public static string NextPorts(Subject subject, Port port) => Words.Join(
        subject.AllListeners.Where(row => row.Socket.Protocol == Protocol.Tcp && Math.Abs(row.Socket.LocalPort.Number - port.Number) <= Reach)
            .OrderBy(row => Math.Abs(row.Socket.LocalPort.Number - port.Number)).Take(3).Select(Name));

    static string Name(Listing.Row row) => $"{Words.Holder(row).Text} on {Words.Place(row.Socket)}";

    static bool IsIn(string directory, string root) =>
        directory == root || (directory.StartsWith(root, StringComparison.Ordinal) && (root.EndsWith('/') || directory[root.Length] == '/'));
}
