using Berth.Api.Messages;
using Berth.Daemon.Http;
using Berth.Daemon.Leases;

namespace Berth.Daemon.Features;

/// <summary>Every lease, or those of one checkout.</summary>
sealed class LeaseListFeature(LeaseBook book) : Feature<LeaseListRequest, LeaseList>(Capabilities.LeaseList)
{
    protected override Task<Answer<LeaseList>> AnswerAsync(LeaseListRequest request, Exchange exchange) => Task.FromResult<Answer<LeaseList>>(
        new LeaseList([.. book.All().Where(state => request.Root is not { } root || state.Lease.Key.Root == Path.TrimEndingDirectorySeparator(root)).Select(LeaseWords.Item)]));
}
