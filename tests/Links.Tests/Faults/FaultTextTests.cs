using Berth.Links.Faults;
using Berth.Links.Results;
using Berth.Links.Specs;

namespace Berth.Links.Tests.Faults;

public class FaultTextTests
{
    [Fact]
    public void A_kind_begins_a_fault_and_what_follows_belongs_to_it()
    {
        var faults = FaultText.Parse("latency=200ms jitter=50ms bandwidth=1mbit loss=2% after=64KB share=10% direction=both name=x").Value;
        Assert.Equal(["latency=200ms jitter=50ms", "bandwidth=1mbit", "loss=2% name=x direction=both share=10% after=64KB"],
            faults.Select(fault => fault.ToString()));
        Assert.Equal(TimeSpan.FromMilliseconds(200), faults[0].Get(LatencyFault.Delay));
        Assert.Equal(new FaultStart(default, 64_000), faults[2].After);
    }

    [Theory]
    [InlineData("latency=200", "delay=200 is no duration: Give a number with us, ms, s, m or h, at most 24h, such as 200ms")]
    [InlineData("lag=1s", "lag is no kind of fault: The kinds are latency, bandwidth")]
    [InlineData("latency=1s jiter=2ms", "latency has no parameter jiter: It has delay, jitter, distribution, samples, name, direction")]
    [InlineData("bandwidth=1mb/s", "rate=1mb/s is no rate: Give bits with bit, kbit")]
    [InlineData("bandwidth", "bandwidth needs rate: Give it: rate is a rate, how much in a second")]
    [InlineData("bandwidth=0", "rate=0 is no rate")]
    [InlineData("reset=1s", "reset=1s: reset takes no value: Write reset")]
    [InlineData("slicer=0", "size=0 is no size: Give a number with B, KB, KiB, MB, MiB, GB or GiB, at least 1B")]
    [InlineData("refuse after=5s", "refuse decides when a connection comes: it has no after")]
    [InlineData("latency=1s direction=left", "direction=left is no direction: Give up, down or both")]
    [InlineData("latency=1s share=80", "share=80 is no part of the whole")]
    [InlineData("latency=1s after=soon", "after=soon is neither a duration nor a size")]
    [InlineData("latency=1s distribution=flat", "distribution=flat is no uniform|normal|pareto: Give uniform or normal or pareto")]
    [InlineData("latency samples=@/x", "samples=@/x: files are not read here")]
    [InlineData("", "no fault was named: Name one, such as latency=200ms")]
    public void What_is_wrong_is_told_with_a_remedy(string text, string said) =>
        Assert.StartsWith(said, FaultText.Parse(text).Refusal!.ToString(), StringComparison.Ordinal);

    [Fact]
    public void Measured_delays_come_from_a_file_through_who_may_read_it()
    {
        var faults = FaultText.Parse(
            "latency samples=@lab.txt",
            static path => path == "lab.txt" ? "1ms\n2ms\n40ms\n" : new Refusal("another file", "none"));
        Assert.Equal("latency samples=1ms,2ms,40ms", faults.Value[0].ToString());
    }

    [Fact]
    public void Every_kind_is_written_as_it_is_read()
    {
        foreach (var kind in FaultCatalogue.All)
        {
            var given = kind.Parameters
                .Select(parameter => KeyValuePair.Create(parameter.Name, Example(parameter)))
                .Append(new("name", "other"));
            var fault = FaultText.Create(kind.Name, given).Value;
            Assert.Equal(fault.ToString(), FaultText.Parse(fault.ToString()).Value.Single().ToString());
        }
    }

    [Fact]
    public void No_parameter_is_called_as_a_kind_or_as_what_all_have()
    {
        var taken = FaultCatalogue.All.Select(kind => kind.Name).Concat(FaultText.Common.Select(common => common.Name)).ToHashSet();
        Assert.All(FaultCatalogue.All.SelectMany(kind => kind.Parameters), parameter => Assert.DoesNotContain(parameter.Name, taken));
        Assert.Equal(FaultCatalogue.All.Count, FaultCatalogue.All.Select(kind => kind.Name).Distinct().Count());
    }

    [Fact]
    public void A_value_in_code_is_checked_as_one_in_text_is()
    {
        var fault = FaultText.Parse("latency=1s").Value[0];
        Assert.Throws<ArgumentException>(() => fault.With(LatencyFault.Delay, TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentException>(() => fault.With(LimitFault.Size, 5));
        Assert.Equal("latency=2s", fault.With(LatencyFault.Delay, TimeSpan.FromSeconds(2)).ToString());
    }

    static string Example(Parameter parameter) => parameter.Unit switch
    {
        "duration" => "1.5ms",
        "durations" => "1ms,2ms",
        "size" => "1500B",
        "rate" => "12.5kbit",
        "share" => "12.5%",
        "count" => "3",
        var words => words.Split('|')[^1],
    };
}
