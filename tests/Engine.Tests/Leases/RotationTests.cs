using Berth.Engine.Leases;
using Berth.Model.Addressing;
using Berth.Model.Leases;

namespace Berth.Engine.Tests.Leases;

public class RotationTests
{
    static readonly LeaseKey key = new("/code/shop", "api", "http");
    static readonly Port usual = new(3000), had = new(21_000), other = new(21_001);
    static readonly DateTimeOffset then = DateTimeOffset.UnixEpoch, now = then.AddDays(1);
    static readonly Dictionary<Port, string> nothing = [];

    static Dictionary<Port, string> Refused(Port port) => new() { [port] = $"port {port} is held by node (pid 42)" };

    [Fact]
    public void A_new_lease_says_nothing_of_other_ports() => Assert.Equal(
        new Lease(key, had) { Created = now, Used = now }, Rotation.Of(null, key, had, null, nothing, now));

    [Fact]
    public void A_taken_port_is_rotated_with_the_reason()
    {
        var before = new Lease(key, had) { Created = then, Used = then };
        var after = Rotation.Of(before, key, other, null, Refused(had), now);
        Assert.Equal(before with { Port = other, Used = now, RotatedFrom = had, Reason = "port 21000 is held by node (pid 42)", RotatedAt = now }, after);
    }

    [Fact]
    public void A_rotated_lease_keeps_its_new_port_and_the_reason()
    {
        var before = new Lease(key, other) { Created = then, Used = then, RotatedFrom = had, Reason = "port 21000 is held by node (pid 42)", RotatedAt = then };
        Assert.Equal(before with { Used = now }, Rotation.Of(before, key, other, null, nothing, now));
    }

    [Fact]
    public void A_preferred_port_that_is_taken_is_told_and_comes_back_when_it_is_free()
    {
        var away = Rotation.Of(null, key, had, usual, Refused(usual), then);
        Assert.Equal((usual, "port 3000 is held by node (pid 42)", then), (away.RotatedFrom, away.Reason, away.RotatedAt));
        var still = Rotation.Of(away, key, had, usual, Refused(usual), now);
        Assert.Equal(then, still.RotatedAt);
        var back = Rotation.Of(still, key, usual, usual, nothing, now);
        Assert.Equal(new Lease(key, usual) { Created = then, Used = now, Preferred = usual }, back);
    }
}
