using Berth.Model.Addressing;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Sockets;
using Berth.Probes.Asking;

namespace Berth.Probes.Tests.Asking;

public class ProbeShareTests
{
    [Fact]
    public void Of_one_program_with_thousands_of_listeners_a_few_are_asked_and_the_rest_is_told()
    {
        var targets = Enumerable.Range(1, 5000).Select(static port => Target(port, pid: 7)).Append(Target(6000, pid: 8)).ToArray();
        var (asked, left) = ProbeShare.Of(targets);
        Assert.Equal(ProbeShare.MostOfOne + 1, asked.Count);
        Assert.Equal(6000, asked[^1].Endpoint.Port.Number);
        Assert.Contains("pid 7 has 5000 listeners", Assert.Single(left).What);
    }

    [Fact]
    public void What_cannot_be_seen_is_told_apart_by_its_user()
    {
        var targets = Enumerable.Range(1, 100).Select(static port => Target(port, user: 5)).Concat(Enumerable.Range(1, 10).Select(static port => Target(port, user: 6))).ToArray();
        Assert.Equal(ProbeShare.MostOfOne + 10, ProbeShare.Of(targets).Asked.Count);
    }

    [Fact]
    public void A_machine_of_single_listeners_is_asked_whole()
    {
        var targets = Enumerable.Range(1, 1000).Select(static port => Target(port, pid: port)).ToArray();
        var (asked, left) = ProbeShare.Of(targets);
        Assert.Equal((1000, 0), (asked.Count, left.Count));
    }

    static ProbeTarget Target(int port, int pid = 0, uint user = 0) => ProbeTarget.Of(new SocketRecord
    {
        Protocol = Protocol.Tcp, State = SocketState.Listen, LocalAddress = InetAddress.LoopbackV4, LocalPort = new Port((ushort)port), UserId = user,
        Namespace = new NetworkNamespace(1, "host", true), Inode = (ulong)port,
        Owner = pid == 0 ? Owner.Hidden("another user's process") : Owner.Of(new ProcessFacts { Pid = pid, Name = "python3" }),
    }, new HostFacts { System = OperatingSystemKind.Linux })!;
}
