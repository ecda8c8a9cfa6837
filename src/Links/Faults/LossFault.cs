using Berth.Links.Chance;
using Berth.Links.Flow;
using Berth.Links.Specs;

namespace Berth.Links.Faults;

/// <summary>Packets are lost. Datagrams vanish; a TCP stream shows what the sender's repair costs, and no byte of it is lost.</summary>
static class LossFault
{
    public static readonly Parameter<double> Rate = Parameters.Share("rate", "of the packets; in the mean");

    public static readonly Parameter<int> Burst =
        Parameters.Count("burst", "how many are lost in a row, in the mean (Gilbert); 1: each by itself", 1, least: 1);

    public static readonly Parameter<TimeSpan> RoundTrip =
        Parameters.Duration("rtt", "round trip of the line, by which TCP's repair is timed", TimeSpan.FromMilliseconds(50));

    public static readonly FaultKind Kind = new(
        "loss", Carriers.Both, "Packets are lost: datagrams vanish, TCP pauses for its repair and sends more slowly for a while.",
        [Rate, Burst, RoundTrip],
        static spec =>
        {
            var (rate, burst, roundTrip) = (spec.Get(Rate), spec.Get(Burst), Moment.Nanoseconds(spec.Get(RoundTrip)));
            return new Apart(
                random => new RepairedLoss(new(rate, burst), rate, roundTrip, random),
                random => new Datagrams(new(rate, burst), random));
        });

    sealed class Datagrams(Losses losses, FaultRandom random) : DatagramFault
    {
        public override DatagramVerdict Judge(Span<byte> bytes, long at) =>
            losses.Next(random) ? DatagramVerdict.Drop : DatagramVerdict.Pass(at);
    }
}
