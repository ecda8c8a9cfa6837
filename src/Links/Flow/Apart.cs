using Berth.Links.Chance;
using Berth.Links.Units;

namespace Berth.Links.Flow;

/// <summary>A fault whose parts share nothing: one for each direction of a TCP connection or a UDP client's traffic.</summary>
sealed class Apart(Func<FaultRandom, StreamFault>? stream, Func<FaultRandom, DatagramFault>? datagrams = null) : LinkFault
{
    public override StreamFault? Stream(Direction direction, FaultRandom random) => stream?.Invoke(random);

    public override DatagramFault? Datagrams(Direction direction, FaultRandom random) => datagrams?.Invoke(random);
}

/// <summary>A fault that decides about connections when they come, and nothing later.</summary>
sealed class AtOpening(Func<Arrival, Opening> open) : LinkFault
{
    public override Opening Open(in Arrival arrival) => open(arrival);
}
