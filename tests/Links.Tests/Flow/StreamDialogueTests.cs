namespace Berth.Links.Tests.Flow;

/// <summary>What each fault does to a stream, on virtual time: what is sent, what is heard.</summary>
public class StreamDialogueTests
{
    [Theory]
    [InlineData("latency=100ms", "0 hello; 10 you; 20 FIN", "100 hello; 110 you; 120 FIN")]
    [InlineData("latency=100ms latency=50ms name=more", "0 hello", "150 hello")]
    [InlineData("latency=100ms", "0 hello; 30 -latency; 40 you", "30 hello; 40 you")] // what waits goes on at once
    [InlineData("latency=100ms", "0 hello; 30 ~latency=50ms", "50 hello")] // judged anew
    [InlineData("latency=100ms", "0 hello; 60 ~latency=50ms", "60 hello")]
    [InlineData("latency=100ms after=5s", "0 hello; 4999 you; 5000 there", "0 hello; 4999 you; 5100 there")]
    [InlineData("latency=100ms after=7B", "0 hello; 1 you; 2 there", "0 hello; 1 yo; 101 u; 102 there")]
    public void Latency(string faults, string script, string heard) => Assert.Equal(heard, Dialogue.Play(faults, script));

    [Theory]
    [InlineData("bandwidth=100B/s", "0 abcdef; 500 FIN", "20 ab; 40 cd; 60 ef; 500 FIN")] // pieces of 20 ms
    [InlineData("bandwidth=1KB/s", "0 hello; 100 hello", "5 hello; 105 hello")] // idle time is no credit
    [InlineData("bandwidth=1KB/s", "0 hello; 2 -bandwidth; 3 you", "2 hello; 3 you")]
    [InlineData("latency=10ms bandwidth=1KB/s", "0 hello", "15 hello")]
    [InlineData("bandwidth=1KB/s latency=10ms", "0 hello; 0 you; 0 FIN", "15 hello; 18 you; 18 FIN")]
    public void Bandwidth(string faults, string script, string heard) => Assert.Equal(heard, Dialogue.Play(faults, script));

    [Theory]
    [InlineData("slow-close=1s", "0 hello; 5 FIN", "0 hello; 1005 FIN")]
    [InlineData("slow-close=1s", "0 hello; 5 FIN; 20 -slow-close", "0 hello; 20 FIN")]
    [InlineData("first-byte=1s", "0 hello; 500 you; 2000 there", "1000 hello; 1000 you; 2000 there")]
    [InlineData("slicer=3B", "0 abcdefgh; 1 FIN", "0 abc; 0 def; 0 gh; 1 FIN")]
    [InlineData("slicer=3B delay=10ms", "0 abcdefgh; 1 FIN", "0 abc; 10 def; 20 gh; 20 FIN")]
    [InlineData("slicer=3B delay=10ms", "0 abcdefgh; 15 -slicer", "0 abc; 10 def; 15 gh")]
    public void Pace(string faults, string script, string heard) => Assert.Equal(heard, Dialogue.Play(faults, script));

    [Theory]
    [InlineData("stall", "0 hello; 5 FIN", "")]
    [InlineData("stall", "0 hello; 5 FIN; 1000 -stall", "1000 hello; 1000 FIN")]
    [InlineData("stall latency=10ms", "0 hello; 1000 -stall; 1001 you", "1010 hello; 1011 you")]
    [InlineData("", "0 hello; 10 +stall; 20 you; 30 -stall", "0 hello; 30 you")]
    [InlineData("blackhole", "0 hello; 5 FIN", "5 FIN")]
    [InlineData("blackhole close=1s", "0 hello; 400 you", "1400 CLOSE")] // what comes restarts the clock
    [InlineData("blackhole close=1s", "", "1000 CLOSE")]
    [InlineData("blackhole", "0 hello; 5 -blackhole", "5 CLOSE")] // a stream with a hole cannot go on
    [InlineData("blackhole", "5 -blackhole; 6 hello", "6 hello")]
    public void Silence(string faults, string script, string heard) => Assert.Equal(heard, Dialogue.Play(faults, script));

    [Theory]
    [InlineData("limit=5B", "0 abc; 1 defg; 2 h", "0 abc; 1 de; 1 CLOSE")]
    [InlineData("limit=5B", "0 abc; 1 de", "0 abc; 1 de; 1 CLOSE")] // and does not wait for a sixth
    [InlineData("limit=0", "5 abc", "5 CLOSE")]
    [InlineData("limit=5B latency=10ms", "0 abcdefg", "10 abcde; 10 CLOSE")] // what passed comes before the end
    [InlineData("latency=10ms limit=5B", "0 abcdefg", "10 abcde; 10 CLOSE")]
    [InlineData("limit=5B", "0 abc; 1 ~limit=4B; 2 def", "0 abc; 2 d; 2 CLOSE")] // the count goes on
    public void Limit(string faults, string script, string heard) => Assert.Equal(heard, Dialogue.Play(faults, script));

    [Theory]
    [InlineData("reset after=50ms", "0 hello; 60 you", "0 hello; 50 RST")]
    [InlineData("reset after=50ms latency=1s", "0 hello", "50 RST")] // by the clock: whatever is on its way
    [InlineData("reset after=3B", "0 hello", "0 hel; 0 RST")]
    [InlineData("reset after=3B latency=1s", "0 hello", "1000 hel; 1000 RST")] // by bytes: after them
    [InlineData("", "0 hello; 10 +reset", "0 hello; 10 RST")] // idle
    public void Reset(string faults, string script, string heard)
    {
        var dialogue = Dialogue.Play(faults.Length > 0 ? faults : "latency=0", faults.Length > 0 ? script : "0 -latency; " + script);
        Assert.Equal(heard, dialogue);
    }

    [Fact]
    public void A_fault_that_is_added_meets_what_comes_then_and_not_what_is_ahead()
    {
        Assert.Equal("100 hello; 150 you", Dialogue.Play("latency=100ms", "0 hello; 20 +limit=100B; 50 you"));
        Assert.Equal("100 hel; 100 CLOSE", Dialogue.Play("latency=100ms", "0 hello; 20 +limit=3B"));
    }
}
