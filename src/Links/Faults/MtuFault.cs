using Berth.Links.Flow;
using Berth.Links.Specs;

namespace Berth.Links.Faults;

/// <summary>Datagrams that are too large vanish, as where fragments are dropped and nobody may say so.</summary>
static class MtuFault
{
    public static readonly Parameter<long> Size = Parameters.Size("size", "the largest payload that passes", 1472, least: 1);

    public static readonly FaultKind Kind = new(
        "mtu", Carriers.Udp, "Datagrams with a larger payload vanish.", [Size],
        static spec => new Apart(null, _ => new Datagrams(spec.Get(Size))));

    sealed class Datagrams(long size) : DatagramFault
    {
        public override DatagramVerdict Judge(Span<byte> bytes, long at) =>
            bytes.Length > size ? DatagramVerdict.Drop : DatagramVerdict.Pass(at);
    }
}
