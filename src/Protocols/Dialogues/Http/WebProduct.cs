namespace Berth.Protocols.Dialogues.Http;

/// <summary>A product that speaks HTTP, and the one page by which it is known.</summary>
/// <param name="Path">What is asked with GET, besides "/".</param>
/// <param name="Read">What the page tells; null when it is another product. Whatever the page is, it never throws.</param>
public sealed record WebProduct(string Path, Func<HttpReply, Heard?> Read)
{
    /// <summary>Ports on which the page is asked for whatever "/" answered.</summary>
    public IReadOnlyList<ushort> Ports { get; init; } = [];

    /// <summary>Words in the command line that suggest it.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Whether the answer to "/" suggests it.</summary>
    public Func<HttpReply, bool> Suggests { get; init; } = static _ => false;
}
