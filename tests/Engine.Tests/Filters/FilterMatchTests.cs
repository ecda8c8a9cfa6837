using Berth.Engine.Filters;
using Berth.Engine.Listing;
using Berth.Model.Addressing;
using Berth.Model.Knowledge;
using Berth.Model.Processes;
using Berth.Model.Protocols;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using static Berth.Worlds.Sockets;

namespace Berth.Engine.Tests.Filters;

public class FilterMatchTests
{
    static readonly CgroupFacts Redis = new("/system.slice/redis.service", new ServiceUnit("redis.service", "systemd", null), null);
    static readonly CgroupFacts Blog = new("/docker/abc", null, new Container("abc", "docker", Known.Observed("blog-db"), Known.Observed("postgres:17")));

    internal static readonly IReadOnlyList<Row> Rows = Lister.Rows(Seen(
        Listener("127.0.0.1:3000", Held(Process(41, "node", "node /w/node_modules/.bin/vite --port 3000", "shop", uptime: TimeSpan.FromHours(3)))),
        Listener("0.0.0.0:5432", Held(Process(50, "postgres", cgroup: Blog, user: "root"))),
        Listener("[::]:6379", Owner.Hidden("another user's process"), user: 107, cgroup: Redis, waiting: 200),
        Listener("192.168.1.5:8080", Held(Process(60, "java", "java -jar big.jar", "my shop"), Process(61, "java", "java -jar big.jar", "my shop"))),
        Listener("127.0.0.1:53", protocol: Protocol.Udp, owner: Owner.Hidden("another user's process"), user: 0)), SocketKinds.Listeners);

    [Theory]
    [InlineData("speaks_login=none", "6380")]
    [InlineData("speaks_login=required", "6381")]
    [InlineData("speaks_login!=none", "6381 6382")]
    [InlineData("not speaks_login=none,required", "6382")]
    [InlineData("speaks_login~none", "6380")]
    public void A_value_that_a_field_has_is_that_value_though_it_is_a_word_of_the_language(string filter, string ports)
    {
        var rows = Lister.Rows(Seen(Listener("0.0.0.0:6380"), Listener("0.0.0.0:6381"), Listener("0.0.0.0:6382")), SocketKinds.Listeners);
        Authentication[] logins = [Authentication.None, Authentication.Required, Authentication.Unknown];
        for (var i = 0; i < rows.Count; i++)
            rows[i].Speech = new Speech(new ProtocolFacts
            {
                Endpoint = rows[i].Socket.Local, Protocol = "redis", Outcome = ProbeOutcome.Recognised, Authentication = logins[i], Evidence = "PING",
            }, null);
        Assert.True(FilterParser.Parse(filter).Succeeded(out var read, out _));
        Assert.Equal(ports, string.Join(' ', rows.Where(read.Matches).Select(row => row.Socket.LocalPort)));
        Assert.True(FilterParser.Parse(read.ToString()).Succeeded(out var again, out _));
        Assert.Equal(read, again);
    }

    [Theory]
    [InlineData("", "53 3000 5432 6379 8080")]
    [InlineData("port=3000", "3000")]
    [InlineData("port=3000..3999", "3000")]
    [InlineData("port=3000-6000", "3000 5432")]
    [InlineData("port=3000,5432", "3000 5432")]
    [InlineData("port=5000..", "5432 6379 8080")]
    [InlineData("port=..100", "53")]
    [InlineData("port!=3000", "53 5432 6379 8080")]
    [InlineData("port >= 5432 port<6379", "5432")]
    [InlineData("port==3000", "3000")]
    [InlineData("port:3000", "3000")]
    [InlineData("3000", "3000")]
    [InlineData(":3000", "3000")]
    [InlineData(":3000-6000", "3000 5432")]
    [InlineData("3000..6000", "3000 5432")]
    [InlineData("3000,8080", "3000 8080")]
    [InlineData("3000 or 8080", "3000 8080")]
    [InlineData("53/udp", "53")]
    [InlineData("53/tcp", "")]
    [InlineData("/udp", "53")]
    [InlineData("127.0.0.1", "53 3000")]
    [InlineData("127.0.0.1:3000", "3000")]
    [InlineData("127.0.0.1:3000/tcp", "3000")]
    [InlineData("[::]:6379", "6379")]
    [InlineData("*:8080", "8080")]
    [InlineData("localhost:5432", "5432")]
    [InlineData("localhost:8080", "")]
    [InlineData("address=127.0.0.0/8", "53 3000")]
    [InlineData("address=192.168.0.0/16,::", "6379 8080")]
    [InlineData("address=192.168.*", "8080")]
    [InlineData("address=127.0.0.1,192.*", "53 3000 8080")]
    [InlineData("address!=127.0.0.1", "5432 6379 8080")]
    [InlineData("reach>=lan", "5432 6379 8080")]
    [InlineData("reach=host", "53 3000")]
    [InlineData("reach=lan..internet", "5432 6379 8080")]
    [InlineData("reach<container", "53 3000")]
    [InlineData("owner~postgres", "5432")]
    [InlineData("owner=blog-db", "5432")]
    [InlineData("owner~vite", "3000")]
    [InlineData("owner~redis", "6379")]
    [InlineData("project=shop", "3000")]
    [InlineData("project=\"my shop\"", "8080")]
    [InlineData("project='my shop'", "8080")]
    [InlineData("project=*shop", "3000 8080")]
    [InlineData("project~SHOP", "3000 8080")]
    [InlineData("project=none", "5432")]
    [InlineData("pid=61", "8080")]
    [InlineData("pid:61", "8080")]
    [InlineData("pid=60..70", "8080")]
    [InlineData("pid!=61", "3000 5432")]
    [InlineData("pid=hidden", "53 6379")]
    [InlineData("pid!=hidden", "3000 5432 8080")]
    [InlineData("user=root", "53 5432")]
    [InlineData("not user=root", "3000 6379 8080")]
    [InlineData("uptime>2h", "3000")]
    [InlineData("uptime=30m..90m", "5432 8080")]
    [InlineData("hung=yes", "6379")]
    [InlineData("hung=no /tcp", "3000 5432 8080")]
    [InlineData("framework=vite", "3000")]
    [InlineData("command!~java", "3000 5432")]
    [InlineData("unit=redis.service", "6379")]
    [InlineData("image~postgres", "5432")]
    [InlineData("node", "3000")]
    [InlineData("vite", "3000")]
    [InlineData("shop", "3000 8080")]
    [InlineData("redis", "6379")]
    [InlineData("\"my shop\"", "8080")]
    [InlineData("no*e", "3000")]
    [InlineData("port=3000 and (project=shop or project=blog)", "3000")]
    [InlineData("(reach>=lan or port=53) not project~shop", "5432")]
    [InlineData("not (port=3000 or port=53)", "5432 6379 8080")]
    [InlineData("NOT port=3000 AND port<6000", "53 5432")]
    [InlineData("port=1 or port=3000 project=shop", "3000")]
    public void A_filter_matches_the_rows_that_it_says(string text, string ports)
    {
        Assert.True(FilterParser.Parse([text]).Succeeded(out var filter, out var error), error?.Message);
        Assert.Equal(ports, string.Join(' ', Rows.Where(filter.Matches).Select(row => (int)row.Socket.LocalPort.Number).Order()));
    }

    [Theory]
    [InlineData("project=shop")]
    [InlineData("not project=shop")]
    [InlineData("project!=shop")]
    [InlineData("project~shop")]
    [InlineData("project=none")]
    [InlineData("pid<100")]
    [InlineData("not (project=shop and pid=41)")]
    public void What_is_hidden_matches_neither_a_condition_nor_its_opposite(string text)
    {
        Assert.True(FilterParser.Parse([text]).Succeeded(out var filter, out _));
        Assert.False(filter.Matches(Rows.Single(row => row.Socket.LocalPort.Number == 6379)));
    }

    [Fact]
    public void Arguments_are_joined()
    {
        Assert.True(FilterParser.Parse(["port=3000", "and", "project=shop"]).Succeeded(out var apart, out _));
        Assert.True(FilterParser.Parse(["port=3000 project=shop"]).Succeeded(out var together, out _));
        Assert.Equal(apart, together);
    }

    [Theory]
    [InlineData("port=3000", ProcessDetail.Identity, false)]
    [InlineData("pid=1", ProcessDetail.Identity, true)]
    [InlineData("command~x", ProcessDetail.Arguments, true)]
    [InlineData("not uptime>1h or user=me", ProcessDetail.Status | ProcessDetail.User, true)]
    [InlineData("owner=x", ProcessDetail.Cgroup | ProcessDetail.Arguments, true)]
    public void A_filter_says_what_it_needs(string text, ProcessDetail needs, bool owner)
    {
        Assert.True(FilterParser.Parse([text]).Succeeded(out var filter, out _));
        Assert.Equal((needs, owner), (filter.Needs, filter.NeedsOwner));
    }

    [Theory]
    [InlineData("3000", "3000")]
    [InlineData("3000 or 4000..5000 or 4500..6000", "3000 4000-6000")]
    [InlineData("port=3000..4000 port>=3500", "3500-4000")]
    [InlineData("3000 project=shop", "3000")]
    [InlineData("3000 or project=shop", "")]
    [InlineData("not port=3000", "")]
    [InlineData("port!=3000", "")]
    [InlineData("port=3000,none", "")]
    [InlineData("port<80", "0-79")]
    [InlineData("port=1 and port=2", "")]
    public void The_ports_that_can_match_are_told(string text, string expected)
    {
        Assert.True(FilterParser.Parse([text]).Succeeded(out var filter, out _));
        Assert.Equal(expected, string.Join(' ', filter.LocalPorts));
    }
}
