using Berth.Links.Chance;
using Berth.Links.Units;

namespace Berth.Links.Tests.Chance;

public class FaultRandomTests
{
    [Fact]
    public void The_numbers_are_those_of_the_published_algorithms()
    {
        // SplitMix64 from 0 gives e220a8397b1dcdaf, 6e789e6aa1b965f4, 06c45d188009454f, f88bb8a8724c81ec; xoshiro256** from there:
        var random = new FaultRandom(0);
        Assert.Equal([0x99ec5f36cb75f2b4, 0xbf6e1f784956452a, 0x1a5f849d4933e6e0], new[] { random.Next(), random.Next(), random.Next() });
    }

    [Fact]
    public void Each_connection_direction_and_fault_has_a_stream_of_its_own()
    {
        var streams = new HashSet<ulong>();
        for (var ordinal = 1; ordinal <= 100; ordinal++)
            foreach (var direction in (Direction[])[Direction.Up, Direction.Down])
                foreach (var fault in (string[])["latency", "loss"])
                    Assert.True(streams.Add(FaultRandom.For(1, "db", ordinal, direction, fault).Next()));
        Assert.Equal(FaultRandom.For(1, "db", 5, Direction.Up, "loss").Next(), FaultRandom.For(1, "db", 5, Direction.Up, "loss").Next());
        Assert.NotEqual(FaultRandom.For(1, "db", 5, Direction.Up, "loss").Next(), FaultRandom.For(2, "db", 5, Direction.Up, "loss").Next());
    }

    [Fact]
    public void The_stream_of_a_connection_is_what_it_was_in_the_last_release()
    {
        // A seed in somebody's notes means the same for ever.
        var random = FaultRandom.For(42, "db", 7, Direction.Down, "latency");
        Assert.Equal(2057913551090866848ul, random.Next());
    }
}
