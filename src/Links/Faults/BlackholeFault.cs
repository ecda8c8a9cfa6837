using Berth.Links.Flow;
using Berth.Links.Specs;
using Berth.Links.Units;

namespace Berth.Links.Faults;

/// <summary>
/// What is sent vanishes, and nobody is told. A TCP connection that lost bytes cannot go on: it is closed when the fault is taken away.
/// </summary>
static class BlackholeFault
{
    public static readonly Parameter<TimeSpan> Close =
        Parameters.Duration("close", "closes a TCP connection when nothing came for so long; 0: never", TimeSpan.Zero);

    public static readonly FaultKind Kind = new(
        "blackhole", Carriers.Both, "What is sent vanishes, and nobody is told.", [Close],
        static spec => new Apart(_ => new Stream(Moment.Nanoseconds(spec.Get(Close))), static _ => new Datagrams()))
    {
        Usual = Directions.Both,
    };

    sealed class Stream(long close) : StreamFault
    {
        long heard = Moment.Never;
        bool hasSwallowed;

        public override long Deadline => close == 0 || heard == Moment.Never ? Moment.Never : heard + close;

        public override void Begin(long now) => heard = now;

        public override Verdict Judge(in Chunk chunk, long now)
        {
            heard = now;
            hasSwallowed = true;
            return Verdict.Drop;
        }

        public override Verdict Expire(long now) => Verdict.Close;

        public override Verdict Remove() => hasSwallowed ? Verdict.Close : Verdict.Pass;
    }

    sealed class Datagrams : DatagramFault
    {
        public override DatagramVerdict Judge(Span<byte> bytes, long at) => DatagramVerdict.Drop;
    }
}
