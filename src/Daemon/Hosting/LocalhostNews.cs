using Berth.Engine.Holders;
using Berth.Localhost;
using Berth.Model.Addressing;
using Berth.Model.Services;
using Berth.Probes;

namespace Berth.Daemon.Hosting;

/// <summary>What a person should know of how a project's own localhost treats its services.</summary>
sealed class LocalhostNews(string state, OwnListeners listeners, TimeProvider clock)
{
    /// <summary>Who of the machine is in the way of the ports of a service; null when nobody is.</summary>
    public string? Blocked(ProjectDefinition project, ServiceDefinition service)
    {
        Port[] ports = [.. service.Ports.Where(static port => port.Protocol == Protocol.Tcp).Select(static port => port.Number).OfType<Port>().Where(port => !project.Localhost.Exposed.Contains(port))];
        if (ports.Length == 0) return null;
        var snapshot = ThisMachine.On(clock).Take(WildcardHolders.Question(ports));
        return WildcardHolders.Of(snapshot, ports) is [var holder, ..] ? holder.Sentence : null;
    }

    /// <summary>Binds that were refused, sockets that are open in spite of all: a sentence for each.</summary>
    public IReadOnlyList<string> Of(HostedProject hosted)
    {
        if (!hosted.Placement.IsIsolated) return [];
        var news = new List<string>();
        foreach (var service in hosted.Run.States())
        {
            var pids = hosted.Run.PidsOf(service.Name);
            if (pids.Count == 0) continue;
            foreach (var socket in listeners.SocketsOf(pids))
                if (socket.LocalAddress.Unmapped.IsWildcard)
                    news.Add(hosted.Run.Project.Localhost.Exposed.Contains(socket.LocalPort)
                        ? $"{service.Name} is open on every address at port {socket.LocalPort}, which the project exposes"
                        : $"{service.Name} listens on every address at port {socket.LocalPort}: the system chose the port (bind to any port, or listen without bind), and such a socket is left as it is");
        }
        foreach (var record in Records(hosted))
            if (record.Outcome == BindOutcome.Refused)
                news.Add(record.Asked.Unmapped.IsWildcard
                    ? $"{record.Unit ?? "a program"} asked for port {record.Port} on every address and was told that it is in use: `bind: refuse`. Let it bind localhost, or expose the port"
                    : $"{record.Unit ?? "a program"} asked for {new Endpoint(record.Protocol, record.Asked, record.Port)}, which is not there: the project has no own IPv6 address");
        return news;
    }

    /// <summary>Binds that were led to the own address, or left alone, counted: for who asks.</summary>
    public IReadOnlyList<BindRecord> Records(HostedProject hosted)
    {
        if (!hosted.Placement.IsIsolated) return [];
        var now = ProjectLocalhost.RecordsOf(state, hosted.Root).Where(static record => record.Unit is not null).ToArray();
        return [.. now, .. hosted.LastBinds.Where(entry => !now.Any(record => record.Unit == entry.Key)).SelectMany(static entry => entry.Value)];
    }
}
