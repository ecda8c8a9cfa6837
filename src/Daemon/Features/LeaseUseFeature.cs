using Berth.Api.Messages;
using Berth.Daemon.Http;
using Berth.Daemon.Leases;
using Berth.Engine.Holders;
using Berth.Linux.ProcFs;

namespace Berth.Daemon.Features;

/// <summary>
/// A lease for as long as the caller stays connected: the kernel closes the connection of one that is killed, so no lease stays
/// in use by nobody.
/// </summary>
sealed class LeaseUseFeature(LeaseBook book) : FeedFeature<LeaseRequest, LeaseItem>(Capabilities.LeaseUse)
{
    protected override async Task<ApiError?> SendAsync(LeaseRequest request, Func<LeaseItem, Task> send, Exchange exchange, CancellationToken ended)
    {
        var (key, prefer, wrong) = LeaseWords.Read(request);
        if (key is null) return wrong;
        try
        {
            // What the caller started may listen already, when the daemon was started anew meanwhile.
            var (use, refusal) = book.Use(key, prefer, Below(exchange.Caller.Pid));
            if (use is null) return LeaseWords.Refused(refusal!);
            using (use)
            {
                await send(LeaseWords.Item(use.Lease, isHeld: true, isInUse: true));
                await Task.Delay(Timeout.Infinite, ended);
            }
            return null;
        }
        catch (IOException error)
        {
            return LeaseWords.NotWritten(error);
        }
    }

    static Kin Below(int caller) => new((process, snapshot) => PortHolders.IsBelow(process, caller, snapshot), () => ProcessTree.Below(caller).Any(ProcessTree.IsShut));
}
