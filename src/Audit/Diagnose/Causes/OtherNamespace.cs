using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Engine.Explain;
using Berth.Model.Addressing;
using Berth.Model.Sockets;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>The server runs, in a network namespace whose loopback is another one: a container, `ip netns`, `unshare`.</summary>
sealed class OtherNamespace : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        if (!patient.IsNobodyThere || patient.Subject.Elsewhere is not [var row, ..]) return null;
        var container = row.Owner.First?.Cgroup.Value?.Container;
        var name = row.Socket.Namespace.Name;
        var command = container is not null
            ? $"{container.Engine} run -p 127.0.0.1:{patient.Port}:{patient.Port} ..."
            : row.Owner.First is { } first ? $"{Say.Sudo(patient.Host)}nsenter --net=/proc/{first.Pid}/ns/net {Say.Curl(patient, Inside(row.Socket))}" : null;
        return new Diagnosis(
            "other-namespace", $"{Say.Upper(Say.Who(row))} listens on port {patient.Port} in the network namespace {name}, which has a localhost of its own.",
            [$"In {name}, {Words.Place(row.Socket)} listens.", $"Here: {Say.NobodyListens(patient)}", Say.Attempt(patient.Paths[0])],
            new Fix(container is not null ? "Publish the port when the container is started" : "Run the client in that namespace, or the server in this one", command));
    }

    static InetAddress Inside(SocketRecord socket) => !socket.LocalAddress.IsWildcard ? socket.LocalAddress.Unmapped
        : socket.LocalAddress.Family == InetFamily.V4 || socket.IsDualStack ? InetAddress.LoopbackV4 : InetAddress.LoopbackV6;
}
