using Berth.Api.Messages;
using Berth.Daemon.Hosting;
using Berth.Daemon.Http;

namespace Berth.Daemon.Features;

/// <summary>Where the services of a project stand; of one that was never up, as its file has them.</summary>
sealed class StatusFeature(ProjectBook book) : Feature<StatusRequest, StatusResponse>(Capabilities.Status)
{
    protected override Task<Answer<StatusResponse>> AnswerAsync(StatusRequest request, Exchange exchange)
    {
        var meant = request.Root is null ? book.All : book.Known(request.Root) is { } known ? [known] : [];
        return Task.FromResult<Answer<StatusResponse>>(new StatusResponse([.. meant.Select(hosted => StatusWords.Of(hosted, book))]));
    }
}
