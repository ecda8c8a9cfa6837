using Berth.Engine.Ports;
using Berth.Model.Addressing;
using Berth.Model.Protocols;

namespace Berth.Engine.Listing;

/// <summary>What a listener spoke when it was asked, or why it was not.</summary>
/// <param name="Facts">Null when it was not asked.</param>
/// <param name="NotAsked">A clause; null when it was.</param>
public sealed record Speech(ProtocolFacts? Facts, string? NotAsked)
{
    const int MostVersion = 24;

    /// <summary>"http", "https", "ssh"...; null when it was not recognised.</summary>
    public string? Protocol => Facts?.Protocol is not { } name ? null : Facts.IsTls && name == "http" ? "https" : name;

    /// <summary>"http nginx 1.22.1", "ssh OpenSSH 9.2p1", "redis 7.0.15"; null when it was not recognised.</summary>
    public string? Text
    {
        get
        {
            if (Protocol is not { } text) return null;
            if (Facts!.IsTls && text is not ("https" or "tls")) text = $"{text} over tls";
            if (Facts.Product is { Length: > 0 } product && !product.Equals(text, StringComparison.OrdinalIgnoreCase)) text = $"{text} {product}";
            return Facts.Version is { Length: > 0 and <= MostVersion } version ? $"{text} {version}" : text;
        }
    }

    /// <summary>"usually postgresql" where the port is known for another protocol; null otherwise.</summary>
    public string? Surprise(Port port) => Protocol is { } protocol && UsualProtocols.IsUnusual(port, protocol) ? $"port {port} is usually {UsualProtocols.Of(port)[0]}" : null;

    /// <summary>Why there is no name: "it accepted and said nothing".</summary>
    public string? Silence => Facts?.Outcome switch
    {
        ProbeOutcome.Silent => "it accepted and said nothing",
        ProbeOutcome.Closed => "it closed without a word",
        ProbeOutcome.Unreachable => "it could not be reached",
        ProbeOutcome.Unrecognised => "it answered in a protocol that Berth does not know",
        _ => null,
    };
}
