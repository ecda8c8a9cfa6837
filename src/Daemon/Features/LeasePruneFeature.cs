using Berth.Api.Messages;
using Berth.Daemon.Http;
using Berth.Daemon.Leases;

namespace Berth.Daemon.Features;

/// <summary>Releases the leases of checkouts that are gone.</summary>
sealed class LeasePruneFeature(LeaseBook book) : Feature<Nothing, LeaseList>(Capabilities.LeasePrune)
{
    protected override Task<Answer<LeaseList>> AnswerAsync(Nothing request, Exchange exchange)
    {
        try
        {
            return Task.FromResult<Answer<LeaseList>>(new LeaseList([.. book.Prune().Select(static lease => LeaseWords.Item(lease, isHeld: false, isInUse: false))]));
        }
        catch (IOException error)
        {
            return Task.FromResult<Answer<LeaseList>>(LeaseWords.NotWritten(error));
        }
    }
}
