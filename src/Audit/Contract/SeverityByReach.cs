using Berth.Audit.Findings;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Services;
using Berth.Model.Sockets;

namespace Berth.Audit.Contract;

/// <summary>How bad a finding is depends on who can connect: one step worse from the internet, one step less bad from containers only.</summary>
/// <param name="Outside">When the local network or a VPN reaches it.</param>
/// <param name="OnHost">When only this machine does; null when it is no finding then.</param>
public readonly record struct SeverityByReach(Severity Outside, Severity? OnHost = null)
{
    /// <summary>Null when there is nothing to say at this reach.</summary>
    public Severity? At(ReachLevel reach) => reach switch
    {
        ReachLevel.Host => OnHost,
        ReachLevel.Container => Lower(Outside),
        ReachLevel.Internet => Higher(Outside),
        _ => Outside,
    };

    public override string ToString() => OnHost is { } host && host != Outside ? $"{Outside.Name()}; {host.Name()} when only this machine reaches it" : Outside.Name();

    static Severity Lower(Severity severity) => severity == Severity.Info ? severity : severity - 1;

    static Severity Higher(Severity severity) => severity is Severity.Info or Severity.Critical ? severity : severity + 1;
}
