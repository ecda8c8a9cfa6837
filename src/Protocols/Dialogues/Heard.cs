using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues;

/// <summary>What a service told of itself: the part of <see cref="ProtocolFacts"/> that a dialogue knows.</summary>
/// <param name="Protocol">As in <see cref="ProtocolFacts.Protocol"/>.</param>
/// <param name="Evidence">What was asked and answered, in one line.</param>
public sealed record Heard(string Protocol, string Evidence)
{
    public string? Product { get; init; }
    public string? Version { get; init; }
    public Authentication Authentication { get; init; }
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();
    public HttpFacts? Http { get; init; }
}
