using Berth.Links.Faults;
using Berth.Links.Flow;
using Berth.Links.Relay;
using Berth.Links.Units;

namespace Berth.Links.Tests.Flow;

/// <summary>Rates and their like, measured on virtual time, also where the one who wakes is always late.</summary>
public class PrecisionTests
{
    [Theory]
    [InlineData("10KB/s", 10e3, 100_000)]
    [InlineData("1MB/s", 1e6, 5_000_000)]
    [InlineData("100MB/s", 1e8, 100_000_000)]
    public void A_rate_is_kept_to_a_thousandth(string rate, double bytesPerSecond, int bytes)
    {
        var dialogue = new Dialogue($"bandwidth={rate}");
        Assert.InRange(Transfer(dialogue, bytes, lateness: 0), Seconds(bytes, 0.999), Seconds(bytes, 1.001));
        // 300 microseconds late at each wake-up, which must not add up.
        dialogue = new Dialogue($"bandwidth={rate}");
        Assert.InRange(Transfer(dialogue, bytes, lateness: 300_000), Seconds(bytes, 0.999), Seconds(bytes, 1.001));

        long Seconds(int bytes, double factor) => (long)(bytes / bytesPerSecond * factor * 1e9);
    }

    [Fact]
    public void Connections_that_share_a_line_share_it_evenly()
    {
        var fault = new ActiveFault(FaultText.Parse("bandwidth=1MB/s per=link").Value[0], 1, "shared");
        var heard = new long[2];
        var flows = heard.Select(_ => new StreamFlow(1 << 20)).ToArray();
        for (var i = 0; i < 2; i++) flows[i].Insert(0, fault.StageOf(i + 1, Direction.Down, 0)!);
        for (long now = 0; now < Moment.PerSecond;)
        {
            var due = Moment.Never;
            for (var i = 0; i < 2; i++)
            {
                while (flows[i].Accepts) flows[i].Take(new byte[10_000], now);
                due = Math.Min(due, flows[i].Run(now));
                while (flows[i].TryPeek(out _, out var bytes))
                {
                    heard[i] += bytes.Length;
                    flows[i].Advance(bytes.Length);
                }
            }
            now = Math.Max(now + 1, due);
        }
        Assert.InRange(heard[0] + heard[1], 997_000, 1_001_000);
        Assert.InRange(heard[0], 490_000, 510_000);
    }

    [Fact]
    public void Loss_slows_a_stream_and_loses_nothing()
    {
        const int bytes = 3_000_000;
        var whole = Transfer(new("latency=1us"), bytes, 0);
        var lossy = Transfer(new("loss=2% rtt=10ms"), bytes, 0);
        Assert.True(whole < 10_000_000);
        // 2,055 segments, about 41 lost: at least a round trip each, and a smaller window after.
        Assert.InRange(lossy, 400_000_000, 60_000_000_000);
    }

    [Fact]
    public void The_same_segments_are_lost_however_the_stream_was_read()
    {
        var lost = Lost(1000);
        // Of 685 segments three in ten; four standard deviations of the binomial are 48.
        Assert.InRange(lost.Count, 205 - 48, 205 + 48);
        Assert.All(lost, static position => Assert.Equal(0, position % 1460));
        Assert.Equal(lost, Lost(777));
        Assert.Equal(lost, Lost(20_000));

        static List<long> Lost(int chunk)
        {
            const int bytes = 1_000_000;
            var dialogue = new Dialogue("loss=30% rtt=10ms") { OnBytes = static (_, _) => { } };
            for (var sent = 0; sent < bytes; sent += chunk)
            {
                dialogue.Take(new byte[Math.Min(chunk, bytes - sent)]);
                while (!dialogue.Flow.Accepts) dialogue.Until(dialogue.Due);
            }
            dialogue.Finish();
            return [.. dialogue.Decisions
                .Where(static decision => decision.StartsWith("loss delay ", StringComparison.Ordinal))
                .Select(static decision => long.Parse(decision.Split(' ', '+')[2]))];
        }
    }

    [Fact]
    public void The_sizes_of_pieces_have_their_mean()
    {
        var sizes = new List<int>();
        var dialogue = new Dialogue("slicer=100B variation=20B") { OnBytes = (piece, _) => sizes.Add(piece.Length) };
        for (var i = 0; i < 100; i++) dialogue.Take(new byte[60_000]);
        Assert.InRange(sizes.Average(), 99, 101);
        Assert.InRange(sizes.Max(), 115, 120);
    }

    [Fact]
    public void As_many_bytes_are_hit_as_the_rate_says_by_one_bit_each_at_the_same_places()
    {
        const int bytes = 500_000;
        List<byte> Hits(int chunk)
        {
            var heard = new List<byte>(bytes);
            var dialogue = new Dialogue("corrupt=0.1%") { OnBytes = (piece, _) => heard.AddRange(piece) };
            for (var sent = 0; sent < bytes; sent += chunk) dialogue.Take(new byte[Math.Min(chunk, bytes - sent)]);
            return heard;
        }

        var hits = Hits(1000);
        // 500 expected; four standard deviations of the binomial are 89.
        Assert.InRange(hits.Count(hit => hit != 0), 500 - 89, 500 + 89);
        Assert.All(hits.Where(hit => hit != 0), hit => Assert.Equal(1, System.Numerics.BitOperations.PopCount(hit)));
        Assert.True(hits.SequenceEqual(Hits(777)));
    }

    // Nanoseconds until the last byte arrived, the sender always having more.
    static long Transfer(Dialogue dialogue, int bytes, long lateness)
    {
        long heard = 0, last = 0;
        dialogue.OnBytes = (piece, at) => (heard, last) = (heard + piece.Length, at);
        var block = new byte[64 * 1024];
        for (var sent = 0; heard < bytes;)
        {
            while (sent < bytes && dialogue.Flow.Accepts)
            {
                var next = Math.Min(block.Length, bytes - sent);
                dialogue.Take(block.AsSpan(0, next));
                sent += next;
            }
            if (heard < bytes && dialogue.Due != Moment.Never) dialogue.Until(dialogue.Due + lateness);
        }
        return last;
    }
}
