using Berth.Api.Messages;
using Berth.Daemon.Http;
using Berth.Daemon.Links;
using Berth.Model.Addressing;

namespace Berth.Daemon.Features;

/// <summary>Opens a link and keeps it.</summary>
sealed class LinkAddFeature(LinkBook book, LinkNeighbours neighbours, Random chance)
    : Feature<LinkAddRequest, LinkItem>(Capabilities.LinkAdd)
{
    protected override async Task<Answer<LinkItem>> AnswerAsync(LinkAddRequest request, Exchange exchange)
    {
        if (LinkWords.Name(request.Name) is { } malformed) return malformed;
        var command = $"berth link add {request.Name} --to";
        if (LinkTarget.Read(request.To) is not { } target)
            return Wrong($"'{Cut(request.To)}' is no port and no host:port", $"{command} 5432");
        if (request.Listen is not (null or (> 0 and <= Port.Max)))
            return Wrong("a link listens on a port of 1 to 65535", $"{command} {target.Port} --listen 15432");
        if (request.Seed is < 0 or > LinkWords.LargestSeed)
            return Wrong($"a seed is a whole number from 0 to {LinkWords.LargestSeed}", $"{command} {target.Port} --seed 1");
        if (request.Root is not null && RequestCheck.Root(request.Root) is { } folder) return folder;
        if (target.Host.Length == 0) target = target with { Host = neighbours.HostOf(target.Port) };
        Port? listen = request.Listen is { } number ? new Port((ushort)number) : null;
        if (listen is { } port && book.LoopOf(target, port) is { } loop) return Wrong(loop, $"{command} {target.Port}");
        try
        {
            var root = request.Root is { } path ? Path.TrimEndingDirectorySeparator(path) : null;
            var (link, error) = await book.AddAsync(request.Name, target, listen, request.Seed ?? chance.NextInt64(1L << 32), root);
            return link is null ? error! : link.Item();
        }
        catch (IOException error)
        {
            return LinkWords.NotWritten(error);
        }
    }

    static ApiError Wrong(string why, string fix) => new(ErrorCode.BadRequest, why, fix);

    static string Cut(string text) => text.Length > 60 ? text[..60] + "..." : text;
}
