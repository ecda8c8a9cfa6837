namespace Berth.Architecture.Tests;

/// <summary>What waits has a bound: a stranger may be faster than we are, and a client may stop reading.</summary>
public class BoundTests
{
    static readonly Dictionary<string, string> counted = new()
    {
        ["Daemon/Traffic/LinkRecorder.cs"] = "its writer counts what waits, marks included, and ends the recording",
        ["Daemon/Traffic/TrafficWatch.cs"] = "its writer counts what waits, and reads a connection no further",
    };

    [Fact]
    public void A_queue_without_a_bound_counts_what_waits_in_it()
    {
        var unbounded = Checkout.Projects.SelectMany(Checkout.Sources)
            .Where(static path => File.ReadAllText(path).Contains("CreateUnbounded", StringComparison.Ordinal))
            .Select(static path => Path.GetRelativePath(Path.Combine(Checkout.Root, "src"), path));
        Assert.Equal(counted.Keys.Order(), unbounded.Order());
    }
}
