using Berth.Links.Chance;
using Berth.Links.Faults;
using FsCheck;
using FsCheck.Fluent;

namespace Berth.Links.Tests.Flow;

/// <summary>What holds for every chain of faults, whatever is sent and whenever faults come and go.</summary>
public class StreamPropertyTests
{
    // All that keeps bytes whole.
    static readonly string[] keeping =
    [
        "latency=7ms jitter=5ms", "latency=3ms jitter=9ms distribution=pareto name=tail",
        "bandwidth=50KB/s", "bandwidth=2mbit name=line queue=10KB", "slicer=100B variation=90B delay=100us",
        "first-byte=20ms", "slow-close=15ms", "loss=10% rtt=5ms", "stall after=700B", "limit=100MB",
        "latency=5ms after=1KB name=late", "blackhole after=1h",
    ];

    [Fact]
    public void What_was_sent_arrives_whole_and_in_order_whatever_comes_and_goes() => Check(Plays, static play =>
    {
        var (sent, heard, dialogue) = Run(play, clear: true);
        return sent.SequenceEqual(heard) && dialogue.Flow.IsIdle && dialogue.Flow.Held == 0;
    });

    [Fact]
    public void What_arrives_before_all_faults_are_gone_is_a_beginning_of_what_was_sent() => Check(Plays, static play =>
    {
        var (sent, heard, _) = Run(play, clear: false);
        return sent.Take(heard.Count).SequenceEqual(heard);
    });

    [Fact]
    public void The_same_seed_decides_the_same() => Check(Plays, static play =>
        Run(play, clear: false).Dialogue.Decisions.SequenceEqual(Run(play, clear: false).Dialogue.Decisions));

    [Fact]
    public void Nothing_waits_beyond_the_bound() => Check(Plays, static play =>
    {
        var dialogue = new Dialogue("stall", limit: 10_000);
        var taken = 0;
        foreach (var _ in play)
            while (dialogue.Flow.Accepts && taken++ < 1000) dialogue.Take(new byte[17]);
        // One more chunk may be taken when there is room at all.
        return dialogue.Flow.Held < 10_000 + 200 && !dialogue.Flow.Accepts;
    });

    /// <summary>Steps of (milliseconds to let pass, what to do, how much): see <see cref="Run"/>.</summary>
    static Gen<(int Pause, int Act, int Size)[]> Plays => Gen.ArrayOf(
        from pause in Gen.Choose(0, 12)
        from act in Gen.Choose(0, 2 * keeping.Length + 8)
        from size in Gen.Choose(1, 5000)
        select (pause, act, size)).Where(static play => play.Length > 0);

    static (List<byte> Sent, List<byte> Heard, Dialogue Dialogue) Run((int Pause, int Act, int Size)[] play, bool clear)
    {
        List<byte> sent = [], heard = [];
        var dialogue = new Dialogue { OnBytes = (bytes, _) => heard.AddRange(bytes) };
        var random = new FaultRandom(7);
        foreach (var (pause, act, size) in play)
        {
            dialogue.Until(dialogue.Now + pause * 1_000_000L);
            var spec = act < 2 * keeping.Length ? FaultText.Parse(keeping[act / 2]).Value[0] : null;
            if (spec is null)
            {
                var bytes = Enumerable.Range(0, size).Select(_ => (byte)random.Next()).ToArray();
                sent.AddRange(bytes);
                dialogue.Take(bytes);
            }
            else if (dialogue.Flow.Find(spec.Name) is null) dialogue.Do($"+{spec}");
            else dialogue.Do(act % 2 == 0 ? $"-{spec.Name}" : $"~{spec}");
        }
        if (clear)
            foreach (var stage in dialogue.Flow.Stages.ToArray()) dialogue.Do($"-{stage.Name}");
        return (sent, heard, dialogue);
    }

    static void Check<T>(Gen<T> values, Func<T, bool> holds) =>
        Prop.ForAll(Arb.From(values), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
}
