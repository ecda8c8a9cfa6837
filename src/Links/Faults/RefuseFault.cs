using Berth.Links.Flow;
using Berth.Links.Specs;
using Berth.Links.Units;

namespace Berth.Links.Faults;

/// <summary>New connections are cut (RST) as soon as they are made, as a load balancer does without a service behind it.</summary>
static class RefuseFault
{
    public static readonly FaultKind Kind = new(
        "refuse", Carriers.Tcp, "Cuts new connections (RST) as soon as they are made; open ones go on.", [],
        static _ => new AtOpening(static _ => Opening.Refuse))
    {
        Usual = Directions.Both,
        IsOfOpening = true,
    };
}
