using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Services;
using Berth.Model.Sockets;

namespace Berth.Audit.Contract;

/// <summary>How titles speak of who can connect.</summary>
static class ReachText
{
    /// <summary>"lan", or "lan?" where it cannot be told whether the firewall lets them in.</summary>
    public static string Name(ListenedPort port) => port.Reaches[0].Verdict == PathVerdict.Unknown ? $"{port.Reach.Name()}?" : port.Reach.Name();

    public static string Audience(this ListenedPort port) => port.Reach switch
    {
        ReachLevel.Host => "every program on this machine",
        ReachLevel.Container => "the containers of this machine",
        ReachLevel.Lan => "the local network",
        ReachLevel.Vpn => "the members of a VPN",
        _ => "the internet",
    };
}
