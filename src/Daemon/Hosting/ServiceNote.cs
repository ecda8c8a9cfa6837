using System.Text.Json;
using System.Text.Json.Serialization;
using Berth.Daemon.State;
using Berth.Linux.ProcFs;
using Berth.Model.Addressing;
using Berth.Model.Processes;
using Berth.Model.Services;
using Berth.Supervision.Running;

namespace Berth.Daemon.Hosting;

/// <summary>A running service as it is written down. It holds nothing of its environment.</summary>
sealed record ServiceNote(string PipePath, int Restarts, bool WasReady, uint? User, bool IsIsolated, string? Address, string? BindAddress, ulong Network, IReadOnlyList<EndpointNote> Endpoints)
{
    /// <summary>A task that is done: no process is meant.</summary>
    public bool IsDone { get; init; }

    /// <summary>It is to run: no process is meant, yet.</summary>
    public bool IsWish { get; init; }

    /// <summary>The name of the Procfile that was chosen; null: none was.</summary>
    public string? Procfile { get; init; }

    /// <summary>What it was started with: <see cref="ServiceMark"/>.</summary>
    public string? Mark { get; init; }

    const string BootIdFile = "/proc/sys/kernel/random/boot_id";

    /// <summary>Tells this boot from every other.</summary>
    public static string BootId { get; } = File.Exists(BootIdFile) ? File.ReadAllText(BootIdFile).Trim() : "";

    public static ServiceEntry Entry(HostedProject hosted, StartContext context, RunningService running)
    {
        var note = new ServiceNote(running.PipePath, running.Restarts, running.WasReady, context.User, context.Placement.IsIsolated,
            hosted.Address?.ToString(), context.Placement.BindAddress?.ToString(), ThisProcess.NetworkNamespace, [.. running.Endpoints.Select(EndpointNote.Of)]) 
        {
            IsDone = running.IsDone,
            Procfile = hosted.Procfile,
            Mark = context.Project.Services.FirstOrDefault(service => service.Name == running.Service) is { } started ? ServiceMark.Of(context.Project, started) : null,
        };
        return new ServiceEntry(hosted.Root, running.Service, running.RunId, running.Process.Pid, running.Process.StartTicks, BootId, running.GroupFolder,
            JsonSerializer.Serialize(note, ServiceNoteJson.Default.ServiceNote), running.Started);
    }

    /// <summary>One that is about to be started.</summary>
    public static ServiceEntry Wished(HostedProject hosted, StartContext context, string service)
    {
        var nothing = new RunningService(service, "", new ProcessKey(0, 0), null, "", DateTimeOffset.UnixEpoch, 0, WasReady: false, []);
        var entry = Entry(hosted, context, nothing);
        var note = JsonSerializer.Deserialize(entry.State, ServiceNoteJson.Default.ServiceNote)! with { IsWish = true };
        return entry with { State = JsonSerializer.Serialize(note, ServiceNoteJson.Default.ServiceNote) };
    }

    /// <summary>Null when it was written by another version, or is of another boot: then its pid means nothing.</summary>
    public static (ServiceNote Note, RunningService Running)? Read(ServiceEntry entry)
    {
        if (entry.BootId != BootId) return null;
        try
        {
            if (JsonSerializer.Deserialize(entry.State, ServiceNoteJson.Default.ServiceNote) is not { PipePath: not null, Endpoints: not null } note) return null;
            return (note, new RunningService(entry.Service, entry.RunId, new ProcessKey(entry.Pid, entry.StartTicks), entry.GroupFolder, note.PipePath, entry.StartedAt, note.Restarts, note.WasReady,
                [.. note.Endpoints.Select(static endpoint => endpoint.Read()).OfType<ServiceEndpoint>()]));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

sealed record EndpointNote(string Name, string Host, string Reached, ushort Port, bool IsUdp, string? Scheme)
{
    public static EndpointNote Of(ServiceEndpoint endpoint) => new(endpoint.PortName, endpoint.Host, endpoint.Reached.ToString(), endpoint.Port.Number, endpoint.Protocol == Protocol.Udp, endpoint.Scheme);

    public ServiceEndpoint? Read() => InetAddress.TryParse(Reached, out var address) ? new ServiceEndpoint(Name, Host, address, new Port(Port), IsUdp ? Protocol.Udp : Protocol.Tcp, Scheme) : null;
}

[JsonSerializable(typeof(ServiceNote))]
sealed partial class ServiceNoteJson : JsonSerializerContext;
