using Berth.Links.Flow;
using Berth.Links.Specs;
using Berth.Links.Units;

namespace Berth.Links.Faults;

/// <summary>
/// New connections are taken, and nothing is ever answered, as by a service that hangs. The service itself hears of nothing.
/// </summary>
static class SilenceFault
{
    public static readonly FaultKind Kind = new(
        "silence", Carriers.Tcp, "Takes new connections and never answers; the service is not dialled.", [],
        static _ => new AtOpening(static _ => Opening.Silence))
    {
        Usual = Directions.Both,
        IsOfOpening = true,
    };
}
