using Berth.Links.Flow;
using Berth.Links.Specs;
using Berth.Links.Units;

namespace Berth.Links.Faults;

/// <summary>The first connections since the fault was added are cut (RST), and all later ones pass: does a client try again?</summary>
static class FailFirstFault
{
    public static readonly Parameter<int> Count = Parameters.Count("count", "how many", least: 1);

    public static readonly FaultKind Kind = new(
        "fail-first", Carriers.Tcp, "Cuts the first connections (RST) since it was added; all later ones pass.", [Count],
        static spec => new First(spec.Get(Count)))
    {
        Usual = Directions.Both,
        IsOfOpening = true,
    };

    sealed class First(int count) : LinkFault
    {
        int seen;

        public override Opening Open(in Arrival arrival) => seen++ < count ? Opening.Refuse : Opening.Proceed;
    }
}
