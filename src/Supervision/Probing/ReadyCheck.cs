using System.Net;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Berth.Actions.Waiting;
using Berth.Model.Addressing;
using Berth.Model.Services;
using Berth.Supervision.Members;
using Berth.Supervision.Starting;

namespace Berth.Supervision.Probing;

/// <summary>Looks again and again whether a service is ready, as its definition says. One for each start.</summary>
[SupportedOSPlatform("linux")]
public sealed class ReadyCheck(ServiceDefinition service, ServiceStart start, EntryProgram entry, ServiceMembers members, IListenerSource listeners, ReadySignals signals, TimeProvider clock)
{
    /// <summary>What the last look found lacking; one clause.</summary>
    public string Lacking { get; private set; } = "it was not looked at yet";

    public TimeSpan Timeout => (service.Ready ?? untold).Timeout;

    static readonly TimeSpan settled = TimeSpan.FromMilliseconds(500);

    static readonly Readiness untold = new(ReadyKind.Tcp);

    /// <summary>What a person should know who opens the URL of one that is ready; null: nothing.</summary>
    public async Task<string?> CaveatAsync(CancellationToken cancel) => Endpoint() is { } endpoint ? await listeners.CaveatAsync(endpoint, cancel).ConfigureAwait(false) : null;

    /// <summary>Comes back when it is ready; nothing but the token ends it otherwise.</summary>
    public async Task WaitAsync(CancellationToken cancel)
    {
        if (Endpoint() is null && service.Ready is null or { Kind: ReadyKind.Tcp })
        {
            // What ends at once was never ready: a wrong option, a missing module.
            Lacking = "it runs for a moment only";
            await Task.Delay(settled, clock, cancel).ConfigureAwait(false);
            return;
        }
        var how = service.Ready ?? untold;
        if (how.Kind is ReadyKind.Log or ReadyKind.Notify)
        {
            Lacking = how.Kind == ReadyKind.Log ? $"no line matched /{how.Text}/" : "it did not send READY=1";
            await (how.Kind == ReadyKind.Log ? signals.LineAsync(new Regex(how.Text!, RegexOptions.None, TimeSpan.FromMilliseconds(200)), cancel) : signals.NotifiedAsync(cancel)).ConfigureAwait(false);
            return;
        }
        using var http = how.Kind == ReadyKind.Http && Endpoint() is { } at ? new HttpProbe(Address(at, how.Text ?? "/"), how.Status) : null;
        while (true)
        {
            Lacking = await LookAsync(how, http, cancel).ConfigureAwait(false) ?? "";
            if (Lacking.Length == 0) return;
            await Task.Delay(how.Interval, clock, cancel).ConfigureAwait(false);
        }
    }

    async Task<string?> LookAsync(Readiness how, HttpProbe? http, CancellationToken cancel)
    {
        if (how.Kind == ReadyKind.Exec) return await ExecCheck.RunAsync(entry, start, members.RunId, clock, cancel).ConfigureAwait(false);
        var endpoint = Endpoint()!;
        var pids = members.Pids();
        // A connection that is accepted proves nothing while the socket may be somebody else's.
        if (listeners.At(endpoint, pids) is not { } listener) return Elsewhere(endpoint, pids);
        if (!listener.IsOwn) return $"port {endpoint.Port} is held by {listener.Holder}";
        if (endpoint.Protocol == Protocol.Udp) return null;
        var answer = http is not null
            ? await http.TryAsync(cancel).ConfigureAwait(false)
            : await new ConnectProbe([new IPEndPoint(IPAddress.Parse(endpoint.Reached.ToString()), endpoint.Port.Number)]).TryAsync(cancel).ConfigureAwait(false);
        return answer.Problem;
    }

    string Elsewhere(ServiceEndpoint endpoint, IReadOnlyCollection<int> pids)
    {
        var real = listeners.Of(pids);
        return real.Count == 0
            ? $"nothing of it listens on port {endpoint.Port}"
            : $"it listens on {string.Join(", ", real)}, not on its port {endpoint.Port}; give it the port by PORT or ${{port}} in its command, or write the one that it has: `port: {{port: {real[0][(real[0].LastIndexOf(':') + 1)..]}, fixed: true}}`";
    }

    ServiceEndpoint? Endpoint()
    {
        var name = service.Ready?.PortName;
        foreach (var endpoint in start.Launch.Endpoints)
            if (name is null || endpoint.PortName == name) return endpoint;
        return null;
    }

    static Uri Address(ServiceEndpoint endpoint, string path) =>
        new($"{(endpoint.Scheme == "https" ? "https" : "http")}://{endpoint.Reached}:{endpoint.Port}{(path.StartsWith('/') ? path : $"/{path}")}");
}
