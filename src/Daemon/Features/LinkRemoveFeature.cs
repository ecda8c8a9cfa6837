using Berth.Api.Messages;
using Berth.Daemon.Http;
using Berth.Daemon.Links;

namespace Berth.Daemon.Features;

/// <summary>Ends a link for good.</summary>
sealed class LinkRemoveFeature(LinkBook book) : Feature<LinkRequest, LinkItem>(Capabilities.LinkRemove)
{
    protected override async Task<Answer<LinkItem>> AnswerAsync(LinkRequest request, Exchange exchange)
    {
        if (LinkWords.Name(request.Name) is { } malformed) return malformed;
        try
        {
            return await book.RemoveAsync(request.Name) is { } removed ? removed : book.Unknown(request.Name);
        }
        catch (IOException error)
        {
            return LinkWords.NotWritten(error);
        }
    }
}
