using Berth.Api.Messages;
using Berth.Daemon.Http;
using Berth.Daemon.Links;

namespace Berth.Daemon.Features;

/// <summary>Makes a link slow, broken, or sound again.</summary>
sealed class LinkShapeFeature(LinkBook book) : Feature<LinkShapeRequest, LinkItem>(Capabilities.LinkShape)
{
    const int LongestText = 10_000, LongestName = 100;

    protected override async Task<Answer<LinkItem>> AnswerAsync(LinkShapeRequest request, Exchange exchange)
    {
        if ((LinkWords.Name(request.Name) ?? RequestCheck.Texts("remove", request.Remove ?? [])) is { } malformed) return malformed;
        if (request.Add.Length > LongestText) return new ApiError(ErrorCode.BadRequest, $"faults have at most {LongestText} characters");
        if (request.Profile is { Length: > LongestName }) return new ApiError(ErrorCode.BadRequest, "that is no name of a profile");
        try
        {
            var (link, error) = await book.ShapeAsync(request.Name, faults => LinkFaultTexts.Change(faults, request));
            return link is null ? error! : link.Item();
        }
        catch (IOException error)
        {
            return LinkWords.NotWritten(error);
        }
    }
}
