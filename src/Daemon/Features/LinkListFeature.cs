using Berth.Api.Messages;
using Berth.Daemon.Http;
using Berth.Daemon.Links;

namespace Berth.Daemon.Features;

/// <summary>Every link, with its faults and what it carried.</summary>
sealed class LinkListFeature(LinkBook book) : Feature<Nothing, LinkList>(Capabilities.LinkList)
{
    protected override Task<Answer<LinkList>> AnswerAsync(Nothing request, Exchange exchange) =>
        Task.FromResult<Answer<LinkList>>(new LinkList([.. book.All().Select(static link => link.Item())]));
}
