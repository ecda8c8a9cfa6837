using Berth.Model.Protocols;
using Berth.Protocols.Dialogues;

namespace Berth.Probes.Asking;

/// <summary>Puts what was heard into the facts of a listener.</summary>
static class Facts
{
    public static ProtocolFacts Of(ProtocolFacts place, Heard heard) => place with
    {
        Outcome = ProbeOutcome.Recognised,
        Protocol = heard.Protocol,
        Product = heard.Product,
        Version = heard.Version,
        Authentication = heard.Authentication,
        Details = heard.Details,
        Http = heard.Http,
        Evidence = heard.Evidence,
    };
}
