using Berth.Engine.Targets;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Services;
using Berth.Model.Sockets;

namespace Berth.Engine.Explain;

/// <summary>For programs: what was asked, and the answer in one word.</summary>
static class TargetFacts
{
    public static void Write(Subject subject, Draft draft)
    {
        draft.Know("target", subject.Target.Text);
        draft.Know("target_kind", Kind(subject.Target));
        if (subject.Network is { } network)
        {
            if (network.Protocol is { } protocol) draft.Know("protocol", protocol.Name());
            if (network.Host is { } host) draft.Know("host", host.ToString());
            if (network.Port is { } port) draft.Know("port", port.Number);
        }
        draft.Know("state", State(subject));
    }

    static string Kind(Target target) => target switch
    {
        PortTarget => "port",
        EndpointTarget => "endpoint",
        AddressTarget => "address",
        UrlTarget => "url",
        ErrorTarget => "error",
        PidTarget => "pid",
        ContainerTarget => "container",
        UnitTarget => "unit",
        PathTarget => "path",
        _ => "name",
    };

    /// <summary>listening, client, connected, bound, leased, lingering, talking (to it elsewhere), or free.</summary>
    static string State(Subject subject) => subject switch
    {
        { Port.Number: 0 } => "not-a-destination",
        { Listeners.Count: > 0 } => "listening",
        { Calling.Count: > 0 } => "client",
        { Served.Count: > 0 } => "connected",
        { Bound.Count: > 0 } => "bound",
        { Kept: not null } => "leased",
        { Lingering.Count: > 0 } => "lingering",
        { OneSided.Count: > 0 } or { Outgoing.Count: > 0 } => "talking",
        { IsElsewhere: true } => "elsewhere",
        _ => "free",
    };
}
