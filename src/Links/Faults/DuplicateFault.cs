using Berth.Links.Chance;
using Berth.Links.Flow;
using Berth.Links.Specs;

namespace Berth.Links.Faults;

/// <summary>Some datagrams come twice.</summary>
static class DuplicateFault
{
    public static readonly Parameter<double> Rate = Parameters.Share("rate", "of the datagrams");

    public static readonly FaultKind Kind = new(
        "duplicate", Carriers.Udp, "Some datagrams come twice.", [Rate],
        static spec => new Apart(null, random => new Datagrams(spec.Get(Rate), random)));

    sealed class Datagrams(double rate, FaultRandom random) : DatagramFault
    {
        public override DatagramVerdict Judge(Span<byte> bytes, long at) => new(random.Happens(rate) ? 2 : 1, at);
    }
}
