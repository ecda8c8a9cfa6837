using Berth.Links.Flow;
using Berth.Links.Specs;
using Berth.Links.Units;

namespace Berth.Links.Faults;

/// <summary>No more than so many connections at one time, as of a database whose pool is used up; one more is cut (RST).</summary>
static class MaxConnectionsFault
{
    public static readonly Parameter<int> Count = Parameters.Count("count", "how many at one time");

    public static readonly FaultKind Kind = new(
        "max-connections", Carriers.Tcp, "No more than so many connections at one time; one more is cut (RST).", [Count],
        static spec =>
        {
            var count = spec.Get(Count);
            return new AtOpening(arrival => arrival.Others >= count ? Opening.Refuse : Opening.Proceed);
        })
    {
        Usual = Directions.Both,
        IsOfOpening = true,
    };
}
