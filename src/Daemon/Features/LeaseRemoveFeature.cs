using Berth.Api.Messages;
using Berth.Daemon.Http;
using Berth.Daemon.Leases;

namespace Berth.Daemon.Features;

/// <summary>Releases one lease. One that is in use stays until its run ends.</summary>
sealed class LeaseRemoveFeature(LeaseBook book) : Feature<LeaseRequest, LeaseItem>(Capabilities.LeaseRemove)
{
    protected override Task<Answer<LeaseItem>> AnswerAsync(LeaseRequest request, Exchange exchange) => Task.FromResult(Remove(request));

    Answer<LeaseItem> Remove(LeaseRequest request)
    {
        var (key, _, wrong) = LeaseWords.Read(request);
        if (key is null) return wrong!;
        try
        {
            if (book.All().FirstOrDefault(state => state.Lease.Key == key) is not { } found) return new ApiError(ErrorCode.NotFound, $"there is no lease '{key.Label}' of {key.Root}", "berth lease ls");
            if (found.IsInUse) return new ApiError(ErrorCode.Refused, $"the lease '{key.Label}' is in use: port {found.Lease.Port}", $"end what uses it, then again: berth explain {found.Lease.Port}");
            book.Release(key);
            return LeaseWords.Item(found);
        }
        catch (IOException error)
        {
            return LeaseWords.NotWritten(error);
        }
    }
}
