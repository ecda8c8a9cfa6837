using Berth.Api.Messages;
using Berth.Daemon.Hosting;
using Berth.Daemon.Http;
using Berth.Model.Addressing;
using Berth.Model.Services;

namespace Berth.Daemon.Features;

/// <summary>Where the named ports of a project are, for shells that are to have the same values as its services.</summary>
sealed class PortsFeature(ProjectBook book, ServicePorts ports) : Feature<PortsRequest, PortsResponse>(Capabilities.Ports)
{
    protected override Task<Answer<PortsResponse>> AnswerAsync(PortsRequest request, Exchange exchange) => Task.FromResult(Read(request, exchange.Caller.Named(request.User)));

    static readonly Dictionary<string, string> nothing = [];

    Answer<PortsResponse> Read(PortsRequest request, uint? user)
    {
        if (RequestCheck.Root(request.Root) is { } malformed) return malformed;
        // One that is up is as it came up, whatever its file says now.
        var hosted = book.Known(request.Root) ?? book.Open(request.Root, user, nothing, null, out _);
        if (hosted is null) return new ApiError(ErrorCode.BadRequest, $"{request.Root} says of no service that it can be started: its file is missing or wrong", "berth up");
        var own = hosted.Placement.IsIsolated ? hosted.Address : null;
        if (own is null && hosted.Run.Project.Localhost.Isolate && !hosted.Run.States().Any(static state => state.Endpoints.Count > 0))
            return new ApiError(ErrorCode.NotFound, "the project has a localhost of its own, and nothing of it runs, so it is nowhere yet", "berth up -d");
        if (ports.Of(hosted, hosted.Run.Project, hosted.Placement, "", own, [], out var problem) is not { } endpoints) return new ApiError(ErrorCode.Unavailable, problem!);
        return new PortsResponse([.. hosted.Run.Project.Services.Where(service => endpoints.ContainsKey(service.Name))
            .Select(service => new ServicePortsItem(service.Name, [.. endpoints[service.Name].Select(Item)]))]);
    }

    static PortItem Item(ServiceEndpoint endpoint) =>
        new(endpoint.PortName, endpoint.Reached.ToString(), endpoint.Port.Number, endpoint.Protocol == Protocol.Udp ? "udp" : "tcp", endpoint.Scheme);
}
