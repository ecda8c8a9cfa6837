using Berth.Model.Knowledge;
using Berth.Model.Protocols;

namespace Berth.Audit.Contract;

/// <summary>What services did not answer in time. "Not in time" is never "not there": a finding may be missing for it.</summary>
public static class Unanswered
{
    public static IEnumerable<Shortfall> Of(IReadOnlyList<ProtocolFacts> answers)
    {
        foreach (var answer in answers)
            if (answer.Details.GetValueOrDefault(ProtocolFacts.Unanswered) is { } question)
                yield return new Shortfall($"{answer.Endpoint} did not answer in time: {question}; what it would let anybody do is not known", $"berth audit {answer.Endpoint.Port}");
    }
}
