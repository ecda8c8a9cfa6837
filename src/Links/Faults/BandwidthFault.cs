using Berth.Links.Chance;
using Berth.Links.Flow;
using Berth.Links.Specs;
using Berth.Links.Units;

namespace Berth.Links.Faults;

/// <summary>
/// Only so many bytes in a second: byte i leaves i / rate after the first. Each piece is given its moment by the one before it, or by its
/// own arrival, and never by when the relay woke up, so that being late does not add up.
/// </summary>
static class BandwidthFault
{
    public static readonly Parameter<double> Rate = Parameters.Rate("rate", "how much in a second");

    public static readonly Parameter<string> Per =
        Parameters.Choice("per", "whether each connection has the rate, or all of the link share it", "connection", "link");

    public static readonly Parameter<long> Queue =
        Parameters.Size("queue", "bytes that wait for their turn; then TCP senders wait, and datagrams are lost", 64_000, least: 1);

    public static readonly FaultKind Kind = new(
        "bandwidth", Carriers.Both, "Only so many bytes in a second go through, for each connection or for the whole link.",
        [Rate, Per, Queue],
        static spec => new Shared(spec.Get(Rate), spec.Get(Per) == "link", spec.Get(Queue)));

    sealed class Shared(double rate, bool isShared, long queue) : LinkFault
    {
        readonly Line[] lines = [new(rate), new(rate)];

        public override StreamFault Stream(Direction direction, FaultRandom random) => new Stream(LineOf(direction), queue);

        public override DatagramFault Datagrams(Direction direction, FaultRandom random) => new Datagrams(LineOf(direction), queue);

        Line LineOf(Direction direction) => isShared ? lines[(int)direction] : new(rate);
    }

    /// <summary>A line that is busy until some moment. Whoever comes is sent behind those who came before.</summary>
    sealed class Line(double rate)
    {
        // Pieces of a millisecond; at slow rates of up to 20, as one wake-up for each ten bytes would only cost.
        public int Piece { get; } = (int)Math.Clamp(Math.Max(rate / 1000, Math.Min(1460, rate / 50)), 1, 1 << 20);

        public long BusyUntil { get; private set; }

        /// <summary>When the last of so many bytes that came at this moment is through.</summary>
        public long Send(int bytes, long came) => BusyUntil = Math.Max(BusyUntil, came) + (long)(bytes * (double)Moment.PerSecond / rate);

        /// <summary>How many bytes wait at this moment.</summary>
        public double Waiting(long at) => Math.Max(0, BusyUntil - at) * rate / Moment.PerSecond;
    }

    sealed class Stream(Line line, long queue) : StreamFault
    {
        // Never so small that the line runs dry between two wake-ups.
        public override int Room { get; } = (int)Math.Clamp(queue, 4L * line.Piece, int.MaxValue);

        public override Verdict Judge(in Chunk chunk, long now)
        {
            var piece = Math.Min(chunk.Length, line.Piece);
            return Verdict.Cut(piece, line.Send(piece, chunk.Since));
        }
    }

    sealed class Datagrams(Line line, long queue) : DatagramFault
    {
        public override DatagramVerdict Judge(Span<byte> bytes, long at) =>
            line.Waiting(at) > queue ? DatagramVerdict.Drop : DatagramVerdict.Pass(line.Send(bytes.Length, at));
    }
}
