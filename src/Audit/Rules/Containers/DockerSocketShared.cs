using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Containers;

public sealed class DockerSocketShared : IAuditRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "docker-sock-shared",
        Title = "Docker's socket in other hands",
        Severity = new(Severity.High, Severity.High),
        Sees = "A container has docker.sock mounted, the socket's mode lets more than its group in, or its group has members.",
        Why = "Whoever can write to the socket is root on this machine.",
        Fix = "Mount a filtering socket proxy instead; keep the mode at 0660 and the group small.",
    };

    public IEnumerable<Finding> Find(AuditView view)
    {
        foreach (var engine in view.Machine.Engines)
        {
            foreach (var container in engine.Containers)
                if (container.Mounts.FirstOrDefault(static mount => IsSocket(mount.Source)) is { } mount)
                    yield return Info.About($"container {container.Name}", $"The container {container.Name} can start containers, as root") with
                    {
                        Key = mount.Source,
                        Evidence = [new Evidence("config", $"{mount.Source} is mounted at {mount.Destination}{(mount.IsReadOnly ? ", read-only, which does not keep it from being written to" : "")}")],
                        Fixes = [new("Give it a socket proxy that lets only the calls through that it needs, or remove the mount")],
                    };
            if (engine.Socket is not { } socket) continue;
            if (socket.WritableByAll)
                yield return Info.About($"{engine.Name} engine", $"Every user may write to {socket.Path}", Severity.Critical) with
                {
                    Key = "mode",
                    Evidence = [new Evidence("file", $"{socket.Path} has mode {Convert.ToString((int)socket.Mode, 8)}")],
                    Fixes = [new("Let only its owner and group in", $"chmod 0660 {socket.Path}", $"chmod {Convert.ToString((int)socket.Mode, 8)} {socket.Path}", NeedsRoot: true)
                    {
                        Action = new FixAction.SetFileMode(socket.Path, (UnixFileMode)Convert.ToInt32("660", 8)),
                    }],
                };
            if (socket.GroupMembers is { Count: > 0 } members)
                yield return Info.About($"{engine.Name} engine", $"{members.Count} {(members.Count == 1 ? "user is" : "users are")} as good as root by the group {socket.Group}", Severity.Info) with
                {
                    Key = "group",
                    Evidence = [new Evidence("file", $"members of {socket.Group}: {string.Join(", ", members.Take(10))}")],
                    Fixes = [new("Take those out who need not be in it", $"gpasswd -d USER {socket.Group}", $"gpasswd -a USER {socket.Group}", NeedsRoot: true)],
                };
        }
    }

    static bool IsSocket(string path) => path.EndsWith("/docker.sock", StringComparison.Ordinal) || path.EndsWith("/podman.sock", StringComparison.Ordinal) || path.EndsWith("/containerd.sock", StringComparison.Ordinal);
}
