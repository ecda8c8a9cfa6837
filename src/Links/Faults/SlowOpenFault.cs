using Berth.Links.Flow;
using Berth.Links.Specs;
using Berth.Links.Units;

namespace Berth.Links.Faults;

/// <summary>The service is reached later than the client connected: what it says meanwhile waits.</summary>
static class SlowOpenFault
{
    public static readonly Parameter<TimeSpan> Delay = Parameters.Duration("delay", "how much later", TimeSpan.FromSeconds(1));

    public static readonly FaultKind Kind = new(
        "slow-open", Carriers.Tcp, "The service takes the connection later; what the client says meanwhile waits.", [Delay],
        static spec =>
        {
            var later = Opening.Later(spec.Get(Delay));
            return new AtOpening(_ => later);
        })
    {
        Usual = Directions.Both,
        IsOfOpening = true,
    };
}
