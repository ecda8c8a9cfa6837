using Berth.Engine.Serving;
using Berth.Model.Addressing;
using Berth.Model.Sockets;
using Berth.Worlds;

namespace Berth.Engine.Tests.Serving;

public class AnnouncerTests
{
    static readonly Port given = new(20000);
    static readonly Fetched page = new("http", 200), missing = new("http", 404);

    readonly SocketRecord main = Sockets.Listener("127.0.0.1:20000"), inner = Sockets.Listener("127.0.0.1:42785"), wide = Sockets.Listener("0.0.0.0:8787");

    static string[] Say(Announcer announcer, double at, params SocketRecord[] now) =>
        [.. announcer.Due(now, TimeSpan.FromSeconds(at)).Select(static one => $"{one.Standing} {one.Fetched.Scheme}{one.Socket.LocalPort}")];

    static void Answered(Announcer announcer, params (SocketRecord Socket, Fetched Fetched)[] all)
    {
        SocketRecord[] sockets = [.. all.Select(static one => one.Socket)];
        announcer.ToAsk(sockets);
        announcer.ToAsk(sockets);
        foreach (var (socket, fetched) in all) announcer.Hear(socket.Inode, fetched);
    }

    [Fact]
    public void A_listener_is_asked_when_it_has_lived_for_two_looks_and_once()
    {
        var announcer = new Announcer(given);
        Assert.Empty(announcer.ToAsk([main]));
        Assert.Empty(announcer.ToAsk([])); // a port that was only tried
        Assert.Empty(announcer.ToAsk([main]));
        Assert.Equal([main], announcer.ToAsk([main]));
        Assert.Empty(announcer.ToAsk([main]));
        Assert.Empty(Say(announcer, 9, main)); // it has not answered
    }

    [Fact]
    public void The_port_that_was_given_is_the_address_though_another_one_came_first()
    {
        var announcer = new Announcer(given);
        Answered(announcer, (inner, page));
        Assert.Empty(Say(announcer, 1, inner));
        Assert.True(announcer.IsPending);
        Answered(announcer, (inner, page), (main, missing));
        Assert.Equal(["Main http20000", "Second http42785"], Say(announcer, 2, inner, main));
        Assert.False(announcer.IsPending);
        Assert.Empty(Say(announcer, 3, inner, main));
    }

    [Fact]
    public void Where_the_given_port_does_not_come_the_page_that_answers_best_is_told()
    {
        var announcer = new Announcer(given);
        Answered(announcer, (inner, missing), (wide, page));
        Assert.Empty(Say(announcer, 1, inner, wide));
        Assert.Equal(["Elsewhere http8787", "Second http42785"], Say(announcer, 5, inner, wide));
        Answered(announcer, (inner, missing), (wide, page), (main, page));
        Assert.Equal(["Main http20000"], Say(announcer, 6, inner, wide, main));
    }

    [Fact]
    public void A_scheme_is_what_answered_and_an_answer_that_comes_late_is_told_once_more()
    {
        var announcer = new Announcer(given);
        Answered(announcer, (main, Fetched.Nothing));
        Assert.Equal(["Main 20000"], Say(announcer, 1, main));
        announcer.Hear(main.Inode, new Fetched("https", 200));
        Assert.Equal(["Main https20000"], Say(announcer, 9, main));
        announcer.Hear(main.Inode, page);
        Assert.Empty(Say(announcer, 10, main));
    }

    [Fact]
    public void Without_any_expectation_those_that_come_together_are_weighed()
    {
        var announcer = new Announcer(null);
        Answered(announcer, (inner, Fetched.Nothing), (wide, page));
        Assert.Empty(Say(announcer, 0.2, inner, wide));
        Assert.Equal(["Main http8787", "Second 42785"], Say(announcer, 1.5, inner, wide));
    }

    [Theory]
    [InlineData("127.0.0.1:3000", "0.0.0.0:3000", "127.0.0.1")]
    [InlineData("::1:3000", "127.64.1.1:3000", "127.64.1.1")]
    [InlineData(":::3000", "::1:3000", "::")]
    public void Of_several_addresses_of_one_port_the_one_is_told_that_a_person_would_type(string one, string two, string expected)
    {
        var announcer = new Announcer(new Port(3000));
        SocketRecord[] both = [Sockets.Listener(one), Sockets.Listener(two)];
        Answered(announcer, (both[0], page), (both[1], page));
        Assert.Equal(expected, Assert.Single(announcer.Due(both, TimeSpan.Zero)).Socket.LocalAddress.ToString());
    }

    [Theory]
    [InlineData("django", "add '127.77.1.2' to ALLOWED_HOSTS in its settings")]
    [InlineData("vite", "add '127.77.1.2' to server.allowedHosts in its configuration")]
    [InlineData(null, "let it serve the host 127.77.1.2 too")]
    public void A_server_that_refuses_its_own_address_is_told_with_what_to_set(string? framework, string setting) =>
        Assert.Equal($"it answers HTTP 400 there, since it serves `localhost` only: {setting}", HostChecks.Caveat(framework, "127.77.1.2", 400));
}
