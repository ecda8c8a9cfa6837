using Berth.Links.Chance;
using Berth.Links.Flow;
using Berth.Links.Specs;

namespace Berth.Links.Faults;

/// <summary>Some datagrams are held back, so that later ones overtake them.</summary>
static class ReorderFault
{
    public static readonly Parameter<double> Rate = Parameters.Share("rate", "of the datagrams");

    public static readonly Parameter<TimeSpan> Delay =
        Parameters.Duration("delay", "how long they are held back", TimeSpan.FromMilliseconds(50));

    public static readonly FaultKind Kind = new(
        "reorder", Carriers.Udp, "Some datagrams are held back, so that later ones overtake them.", [Rate, Delay],
        static spec => new Apart(null, random => new Datagrams(spec.Get(Rate), Moment.Nanoseconds(spec.Get(Delay)), random)));

    sealed class Datagrams(double rate, long delay, FaultRandom random) : DatagramFault
    {
        public override DatagramVerdict Judge(Span<byte> bytes, long at) => DatagramVerdict.Pass(random.Happens(rate) ? at + delay : at);
    }
}
