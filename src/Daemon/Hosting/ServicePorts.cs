using Berth.Daemon.Leases;
using Berth.Engine.Holders;
using Berth.Engine.Services;
using Berth.Linux.ProcFs;
using Berth.Model.Addressing;
using Berth.Model.Leases;
using Berth.Model.Services;
using Berth.Projects.Repository;

namespace Berth.Daemon.Hosting;

/// <summary>
/// Which numbers the named ports of a project's services have. The leases of the service that starts are looked at anew, since somebody
/// may have taken a port meanwhile; the others keep what they have.
/// </summary>
sealed class ServicePorts(LeaseBook leases)
{
    /// <summary>The endpoints of every service that has ports; null with the reason.</summary>
    /// <param name="starting">The name of the service that is about to start.</param>
    /// <param name="own">The project's own address; null: it shares the machine's localhost.</param>
    /// <param name="notes">Gets why a port is another one than it should be.</param>
    public Dictionary<string, IReadOnlyList<ServiceEndpoint>>? Of(
        HostedProject hosted, ProjectDefinition project, Placement placement, string starting, InetAddress? own, List<string> notes, out string? problem)
    {
        problem = null;
        var all = new Dictionary<string, IReadOnlyList<ServiceEndpoint>>();
        foreach (var service in project.Services)
        {
            var found = new List<ServiceEndpoint>();
            var told = own is null && placement.BindAddress is { } bind && BindsWhereTold.Is(service, PackageScripts.Find) ? bind : (InetAddress?)null;
            foreach (var port in service.Ports)
            {
                if (Number(hosted, service, port, own ?? told, service.Name == starting, notes, out problem) is not { } number) return null;
                found.Add(own is { } address
                    ? new ServiceEndpoint(port.Name, "localhost", address, number, port.Protocol, port.Scheme)
                    : new ServiceEndpoint(port.Name, $"{told ?? InetAddress.LoopbackV4}", told ?? InetAddress.LoopbackV4, number, port.Protocol, port.Scheme));
            }
            if (found.Count > 0) all[service.Name] = found;
        }
        return all;
    }

    Port? Number(HostedProject hosted, ServiceDefinition service, PortDefinition port, InetAddress? own, bool isStarting, List<string> notes, out string? problem)
    {
        problem = null;
        if (port.Number is { } fixedNumber && (own is not null || port.IsFixed)) return fixedNumber;
        if (!isStarting && hosted.Ports.TryGetValue((service.Name, port.Name), out var known)) return known;
        try
        {
            var pids = hosted.Run.PidsOf(service.Name);
            var (lease, refusal) = leases.Take(new LeaseKey(hosted.Root, service.Name, port.Name), port.Number, kin: new Kin((process, _) => pids.Contains(process.Pid), () => pids.Any(ProcessTree.IsShut)));
            if (lease is null)
            {
                problem = $"{service.Name} gets no port {port.Name}: {refusal}";
                return null;
            }
            if (isStarting && lease.Reason is { } reason) notes.Add($"its port {port.Name} is {lease.Port}, not {lease.RotatedFrom}: {reason}");
            hosted.Ports[(service.Name, port.Name)] = lease.Port;
            return lease.Port;
        }
        catch (IOException error)
        {
            problem = $"the lease of {service.Name}'s port {port.Name} cannot be written down: {error.Message}";
            return null;
        }
    }
}
