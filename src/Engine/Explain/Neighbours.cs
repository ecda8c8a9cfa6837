using Berth.Engine.Listing;
using Berth.Model.Addressing;

namespace Berth.Engine.Explain;

/// <summary>Listeners that a refused client may have meant.</summary>
public static class Neighbours
{
    // Dev servers that find their port taken try the next few: vite, next, jupyter.
    const int Reach = 10;

    public static string SameProject(Subject subject) => Words.Join(OfDirectory(subject).OrderBy(row => row.Socket.LocalPort).Take(6).Select(Name));

    public static string NextPorts(Subject subject, Port port) => Words.Join(Near(subject, port).Take(3).Select(Name));

    /// <summary>The lowest TCP listener of the project that the person is in, or null.</summary>
    public static Row? OfProject(Subject subject) => OfDirectory(subject).Where(row => row.Socket.Protocol == Protocol.Tcp).MinBy(row => row.Socket.LocalPort);

    /// <summary>The TCP listener whose port is nearest, or null when none is near.</summary>
    public static Row? Nearest(Subject subject, Port port) => Near(subject, port).FirstOrDefault();

    static IEnumerable<Row> OfDirectory(Subject subject) => subject.Options.Directory is not { } directory ? [] :
        subject.AllListeners.Where(row => row.Owner.Processes.Any(process => process is { SeesOtherFiles: false, Project.Value: { } project } && IsIn(directory, project.Root)));

    static IEnumerable<Row> Near(Subject subject, Port port) =>
        subject.AllListeners.Where(row => row.Socket.Protocol == Protocol.Tcp && Math.Abs(row.Socket.LocalPort.Number - port.Number) <= Reach)
            .OrderBy(row => Math.Abs(row.Socket.LocalPort.Number - port.Number));

    static string Name(Row row) => $"{Words.Holder(row).Text} on {Words.Place(row.Socket)}";

    static bool IsIn(string directory, string root) =>
        directory == root || (directory.StartsWith(root, StringComparison.Ordinal) && (root.EndsWith('/') || directory[root.Length] == '/'));
}
