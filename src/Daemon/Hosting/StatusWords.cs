using Berth.Api.Messages;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Services;
using Berth.Model.Sockets;
using Berth.Supervision.Output;
using Berth.Supervision.Running;

namespace Berth.Daemon.Hosting;

/// <summary>What the supervisor knows, in the words of the API.</summary>
static class StatusWords
{
    public static ServiceStatus Of(ServiceState state) => new(
        state.Name, state.Phase.Name(), state.Reason, state.Pid, state.Since, state.Started, state.Restarts, state.ExitCode, state.IsTask, [.. state.Endpoints.Select(Of)]);

    public static EndpointStatus Of(ServiceEndpoint endpoint) => new(
        endpoint.PortName, endpoint.Host, endpoint.Reached.ToString(), endpoint.Port.Number, endpoint.Protocol == Protocol.Udp ? "udp" : "tcp", endpoint.ReachedUrl);

    public static ServiceLine Of(LogLine line) => new(line.Service, line.At, line.Text);

    public static ProjectEvent Of(ServiceMessage message) => message.State is { } state ? new ProjectEvent { State = Of(state) } : new ProjectEvent { Line = Of(message.Line!) };

    public static ProjectStatus Of(HostedProject hosted, ProjectBook book) => new(
        hosted.Run.Project.Name, hosted.Root, hosted.Address?.ToString(), [.. hosted.Run.States().Select(Of)])
    {
        Notes = [.. book.News.Of(hosted), .. FileChanges.Notes(hosted)],
        Binds = [.. book.News.Records(hosted).Select(Of)],
    };

    static BindStatus Of(BindRecord record) => new(record.Unit, record.Outcome switch
    {
        BindOutcome.Led => "led",
        BindOutcome.Refused => "refused",
        BindOutcome.LeftAnyPort => "left-any-port",
        BindOutcome.LeftAnnouncements => "left-announcements",
        _ => "left-exposed",
    }, record.Protocol == Protocol.Udp ? "udp" : "tcp", record.Asked.ToString(), record.Port.Number, record.Count, record.Pid);
}
