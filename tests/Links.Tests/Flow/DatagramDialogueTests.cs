using System.Globalization;
using System.Text;
using Berth.Links.Faults;
using Berth.Links.Flow;
using Berth.Links.Relay;
using Berth.Links.Units;

namespace Berth.Links.Tests.Flow;

/// <summary>What each fault does to datagrams, on virtual time: "0 a" is sent at 0 ms; what arrives is told the same way.</summary>
public class DatagramDialogueTests
{
    [Theory]
    [InlineData("latency=10ms", "0 a; 5 b", "10 a; 15 b")]
    [InlineData("latency=10ms", "0 a; 5 -", "5 a")] // taken away: what waits goes on at once
    [InlineData("latency=10ms bandwidth=1KB/s", "0 hello; 0 you", "15 hello; 18 you")]
    [InlineData("bandwidth=1KB/s queue=4B", "0 hello; 0 lost; 6 you", "5 hello; 9 you")] // the line's queue is full
    [InlineData("mtu=4B", "0 four; 0 fives; 0 abc", "0 four; 0 abc")]
    [InlineData("loss=100%", "0 a; 1 b", "")]
    [InlineData("duplicate=100%", "0 a", "0 a; 0 a")]
    [InlineData("duplicate=100% latency=5ms", "0 a", "5 a; 5 a")]
    [InlineData("reorder=100% delay=5ms", "0 a; 6 b", "5 a; 11 b")]
    [InlineData("blackhole", "0 a", "")]
    [InlineData("blackhole after=5ms", "0 a; 5 b", "0 a")]
    [InlineData("loss=100% after=3B", "0 ab; 1 cd; 2 ef", "0 ab; 1 cd")]
    public void Datagrams(string faults, string script, string heard) => Assert.Equal(heard, Play(faults, script));

    [Fact]
    public void Some_are_overtaken_and_none_is_lost()
    {
        var heard = Play("reorder=25% delay=20ms", string.Join("; ", Enumerable.Range(0, 200).Select(static i => $"{i} {i}")));
        var order = heard.Split("; ").Select(static line => int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(Enumerable.Range(0, 200), order.Order());
        Assert.InRange(order.Where((number, i) => i > 0 && number < order[i - 1]).Count(), 20, 60);
    }

    [Fact]
    public void Jitter_reorders_datagrams_as_on_a_real_line()
    {
        var heard = Play("latency=50ms jitter=40ms", string.Join("; ", Enumerable.Range(0, 50).Select(static i => $"{i} {i}")));
        var order = heard.Split("; ").Select(static line => int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(Enumerable.Range(0, 50), order.Order());
        Assert.NotEqual(Enumerable.Range(0, 50), order);
    }

    [Fact]
    public void What_waits_is_bounded_in_bytes_and_what_is_beyond_is_lost_and_told()
    {
        var output = new Output();
        var flow = new DatagramFlow(10_000, output);
        flow.Set(Parts("latency=1s", 0), 0);
        for (var i = 0; i < 1000; i++) flow.Take(new byte[100], 0);
        flow.Run(2 * Moment.PerSecond);
        Assert.Equal(1000, output.Heard.Count + output.Lost);
        Assert.InRange(output.Heard.Count, 40, 100);
    }

    static List<(string, DatagramFault)> Parts(string faults, long now) => [.. FaultText.Parse(faults).Value
        .Select(spec => (spec.Name, new ActiveFault(spec, 1, "dialogue").DatagramsOf(1, Direction.Down, now)!))];

    static string Play(string faults, string script)
    {
        var output = new Output();
        var flow = new DatagramFlow(1 << 20, output);
        flow.Set(Parts(faults, 0), 0);
        var due = Moment.Never;
        foreach (var line in script.Split(';', StringSplitOptions.TrimEntries))
        {
            var at = long.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture) * 1_000_000;
            Until(at);
            output.Now = at;
            if (line.Split(' ')[1] == "-") flow.Set([], at);
            else flow.Take(Encoding.ASCII.GetBytes(line.Split(' ')[1]), at);
            due = flow.Run(at);
        }
        Until(Moment.Never - 1);
        return string.Join("; ", output.Heard);

        void Until(long moment)
        {
            while (due <= moment)
            {
                output.Now = due;
                due = flow.Run(due);
            }
        }
    }

    sealed class Output : IDatagramOutput
    {
        public long Now { get; set; }

        public List<string> Heard { get; } = [];

        public int Lost { get; private set; }

        public void Send(ReadOnlySpan<byte> datagram) =>
            Heard.Add(string.Create(CultureInfo.InvariantCulture, $"{Now / 1e6} {Encoding.ASCII.GetString(datagram)}"));

        public void Decided(string fault, string verdict, int length, long? until, long now)
        {
            if (verdict == "drop") Lost++;
        }
    }
}
