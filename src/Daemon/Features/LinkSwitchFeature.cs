using Berth.Api.Messages;
using Berth.Daemon.Http;
using Berth.Daemon.Links;

namespace Berth.Daemon.Features;

/// <summary>Lets a link take connections, or refuse them.</summary>
sealed class LinkSwitchFeature(LinkBook book) : Feature<LinkSwitchRequest, LinkItem>(Capabilities.LinkSwitch)
{
    protected override async Task<Answer<LinkItem>> AnswerAsync(LinkSwitchRequest request, Exchange exchange)
    {
        if (LinkWords.Name(request.Name) is { } malformed) return malformed;
        try
        {
            var (link, error) = await book.SwitchAsync(request.Name, request.On);
            return error is not null ? error : link!.Item();
        }
        catch (IOException error)
        {
            return LinkWords.NotWritten(error);
        }
    }
}
