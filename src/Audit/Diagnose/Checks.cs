using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Diagnose.Machine;

namespace Berth.Audit.Diagnose;

/// <summary>What is asked of the machine, what breaks most first.</summary>
static class Checks
{
    public static ReadOnlySpan<ICheck> All => all;

    static readonly ICheck[] all =
    [
        new LoopbackCheck(), new LocalhostCheck(),
        new StoppedCheck(), new HungCheck(), new OverflowCheck(), new QueueLimitCheck(),
        new DescriptorCheck(), new OpenFilesCheck(), new TrackingCheck(),
        new EphemeralCheck(), new PortRangeCheck(), new TimeWaitCheck(),
        new ProxyCheck(), new DotLocalhostCheck(), new RuntimeCheck(),
    ];
}
