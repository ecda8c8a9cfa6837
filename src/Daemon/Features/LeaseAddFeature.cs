using Berth.Api.Messages;
using Berth.Daemon.Http;
using Berth.Daemon.Leases;

namespace Berth.Daemon.Features;

/// <summary>A lease that a person asks for.</summary>
sealed class LeaseAddFeature(LeaseBook book) : Feature<LeaseRequest, LeaseItem>(Capabilities.LeaseAdd)
{
    protected override Task<Answer<LeaseItem>> AnswerAsync(LeaseRequest request, Exchange exchange) => Task.FromResult(Add(request));

    Answer<LeaseItem> Add(LeaseRequest request)
    {
        var (key, prefer, wrong) = LeaseWords.Read(request);
        if (key is null) return wrong!;
        try
        {
            var (lease, refusal) = book.Take(key, prefer, isExplicit: true);
            return lease is null ? LeaseWords.Refused(refusal!) : LeaseWords.Item(lease, isHeld: true, isInUse: false);
        }
        catch (IOException error)
        {
            return LeaseWords.NotWritten(error);
        }
    }
}
