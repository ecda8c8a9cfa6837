using Berth.Links.Chance;
using Berth.Links.Flow;

namespace Berth.Links.Faults;

/// <summary>
/// What an application sees of lost segments on a TCP stream. A lost segment, and all behind it, comes one round trip later when enough
/// follows to tell the sender (fast retransmit, RFC 5681 section 3.2), else after the retransmission timeout (RFC 6298), which doubles
/// when the repeat is lost as well. Then half of what was in flight goes in each round trip, and a segment more with every one, until it
/// is what it was (RFC 5681 section 3.1). Which segments are lost depends on their place in the stream alone.
/// </summary>
sealed class RepairedLoss(Losses losses, double rate, long roundTrip, FaultRandom random) : StreamFault
{
    const int Segment = 1460; // of an Ethernet
    const int ToldBy = 3; // duplicate acknowledgements
    const long LeastTimeout = 200_000_000; // TCP_RTO_MIN, include/net/tcp.h
    const int MostRepeats = 6;
    const long Unbounded = long.MaxValue;

    // Repairs have chance of their own, so that how one segment was repaired has no say in which others are lost.
    readonly FaultRandom repairs = new(random.Next());

    long nextSegment; // the first that was not drawn yet
    long lostSegment = -1;
    long window = Unbounded;
    long windowBefore;
    long roundBegan;
    long inRound;
    long inLastRound;

    public override Verdict Judge(in Chunk chunk, long now)
    {
        NextRound(now);
        if (inRound >= window) return Verdict.Hold(roundBegan + Math.Max(1, roundTrip));
        var length = (int)Math.Min(chunk.Length, window - inRound);
        var spared = Spared(chunk.Position, length);
        if (spared > 0)
        {
            inRound += spared;
            return spared == chunk.Length ? Verdict.Pass : Verdict.Cut(spared);
        }
        lostSegment = -1;
        var rest = (int)Math.Min(chunk.Length, Segment - chunk.Position % Segment);
        var inFlight = Math.Max(inLastRound, inRound + chunk.Length);
        var repaired = now + RepairTime(chunk.Length - rest);
        Shrink(inFlight, repaired);
        inRound += rest;
        return Verdict.Cut(rest, repaired);
    }

    // How many bytes from here come before the next lost segment.
    int Spared(long position, int length)
    {
        for (; lostSegment < 0 && nextSegment * Segment < position + length; nextSegment++)
            if (losses.Next(random)) lostSegment = nextSegment;
        return lostSegment < 0 ? length : (int)Math.Clamp(lostSegment * Segment - position, 0, length);
    }

    long RepairTime(int behind)
    {
        if (behind >= ToldBy * Segment && !repairs.Happens(rate)) return roundTrip;
        var timeout = roundTrip + LeastTimeout;
        var time = timeout;
        for (var repeat = 1; repeat < MostRepeats && repairs.Happens(rate); repeat++) time += timeout << repeat;
        return time;
    }

    void Shrink(long inFlight, long repaired)
    {
        if (window == Unbounded) windowBefore = inFlight;
        window = Math.Max(2 * Segment, Math.Min(window, inFlight) / 2);
        (roundBegan, inRound, inLastRound) = (repaired, 0, 0);
    }

    void NextRound(long now)
    {
        if (now - roundBegan < Math.Max(1, roundTrip)) return;
        (roundBegan, inLastRound, inRound) = (now, inRound, 0);
        if (window == Unbounded) return;
        window += Segment;
        if (window >= windowBefore) window = Unbounded;
    }
}
