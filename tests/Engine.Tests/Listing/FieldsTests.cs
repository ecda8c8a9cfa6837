using Berth.Engine.Listing;
using Berth.Model.Addressing;
using Berth.Model.Knowledge;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using Berth.Worlds;
using FsCheck;
using FsCheck.Fluent;
using static Berth.Worlds.Sockets;

namespace Berth.Engine.Tests.Listing;

public class FieldsTests
{
    static readonly CgroupFacts Redis = new("/system.slice/redis.service", new ServiceUnit("redis.service", "systemd", null), null);
    static readonly CgroupFacts Web = new("/system.slice/docker-abc.scope", null,
        new Container("0123456789abcdef", "docker", Known.Observed("web-1"), Known.Hidden<string>("the engine could not be asked")));

    [Fact]
    public void Every_field_has_a_source_a_heading_and_a_line_of_help()
    {
        var names = new HashSet<string>();
        Assert.All(Fields.All, field =>
        {
            Assert.True(field.OfRow is not null || field.OfHolder is not null, field.Name);
            Assert.Equal(field.Heading, field.Heading.ToUpperInvariant());
            Assert.NotEmpty(field.Help);
            Assert.True(names.Add(field.Name), field.Name);
            Assert.All(field.Aliases, alias => Assert.True(names.Add(alias), alias));
            Assert.All(field.AlsoMatches, other => Assert.True(Fields.TryFind(other, out _)));
            Assert.Equal(field.Type == FieldType.Address, field.OfAddress is not null);
        });
    }

    [Theory]
    [InlineData("port", "port")]
    [InlineData("PORT", "port")]
    [InlineData("proto", "protocol")]
    [InlineData("cwd", "directory")]
    [InlineData("local", "address")]
    [InlineData("peer-process", "peer_process")]
    [InlineData("rtt", "rtt_us")]
    public void A_field_is_found_by_name_and_alias(string typed, string name)
    {
        Assert.True(Fields.TryFind(typed, out var field));
        Assert.Equal(name, field.Name);
    }

    [Theory]
    [InlineData("prot", "port")]
    [InlineData("porject", "project")]
    [InlineData("contianer", "container")]
    [InlineData("usr", "user")]
    [InlineData("zzzzzz", null)]
    public void A_misspelt_field_is_guessed(string typed, string? name)
    {
        Assert.False(Fields.TryFind(typed, out _));
        Assert.Equal(name, Fields.Nearest(typed));
    }

    [Fact]
    public void Guessing_never_throws() =>
        Check.QuickThrowOnFailure(Prop.ForAll<string>(text => { Fields.Nearest(text); Fields.TryFind(text, out _); }));

    [Fact]
    public void Every_default_column_exists() =>
        Assert.All(Enum.GetValues<RowKind>(), kind => Assert.NotEmpty(Fields.DefaultColumns(kind)));

    public static TheoryData<string, string> Seen => new()
    {
        { "port", "3000" },
        { "protocol", "tcp" },
        { "family", "ipv4+ipv6" },
        { "address", "::" },
        { "state", "listen" },
        { "reach", "lan" },
        { "reach_v4", "lan" },
        { "reach_v6", "lan" },
        { "service", "remoteware-cl" },
        { "owner", "node" },
        { "pid", "41" },
        { "process", "node" },
        { "command", "node node_modules/.bin/vite" },
        { "project", "shop" },
        { "branch", "main" },
        { "framework", "vite" },
        { "user", "me" },
        { "uid", "1000" },
        { "parent", "1" },
        { "started", "2030-01-01T11:00:00Z" },
        { "uptime", "3600" },
        { "count", "1" },
        { "backlog", "128" },
        { "hung", "1" },
        { "dual_stack", "1" },
        { "v6only", "0" },
        { "netns", "host" },
        { "container", "" },
        { "peer", "" },
        { "path", "" },
        { "interface", "" },
        { "rtt_us", "" },
    };

    [Theory, MemberData(nameof(Seen))]
    public void A_listener_tells_its_facts(string name, string expected)
    {
        var process = Process(41, "node", "node node_modules/.bin/vite", "shop");
        var value = Read(name, Listener("[::]:3000", Held(process), waiting: 128));
        Assert.Equal(expected, value.Text ?? (value.IsNone ? "" : value.Number.ToString()));
    }

    [Theory]
    [InlineData("pid")]
    [InlineData("process")]
    [InlineData("command")]
    [InlineData("project")]
    [InlineData("owner")]
    [InlineData("framework")]
    [InlineData("uptime")]
    public void What_a_hidden_process_has_is_hidden_with_the_reason(string name)
    {
        var value = Read(name, Listener("0.0.0.0:80", Owner.Hidden("another user's process (uid 0)"), user: 0));
        Assert.Equal((How.Hidden, true, "another user's process (uid 0)"), (value.How, value.IsNone, value.Reason));
    }

    [Fact]
    public void The_socket_itself_tells_user_unit_and_container_of_a_hidden_process()
    {
        var hidden = Owner.Hidden("another user's process");
        Assert.Equal(("root", How.Observed), TextAndHow(Read("user", Listener("0.0.0.0:80", hidden, user: 0))));
        Assert.Equal(("107", How.Observed), TextAndHow(Read("user", Listener("0.0.0.0:80", hidden, user: 107))));
        Assert.Equal(("redis.service", How.Observed), TextAndHow(Read("unit", Listener("0.0.0.0:80", hidden, cgroup: Redis))));
        Assert.Equal(("web-1", How.Observed), TextAndHow(Read("container", Listener("0.0.0.0:80", hidden, cgroup: Web))));
        Assert.Equal((null, How.Hidden), TextAndHow(Read("image", Listener("0.0.0.0:80", hidden, cgroup: Web))));
        Assert.Equal(("redis.service", How.Inferred), TextAndHow(Read("owner", Listener("0.0.0.0:80", hidden, cgroup: Redis))));
    }

    [Fact]
    public void The_owner_is_the_most_telling_name()
    {
        Assert.Equal("web-1", Read("owner", Listener("0.0.0.0:80", Held(Process(7, "nginx", cgroup: Web)))).Text);
        Assert.Equal("redis.service", Read("owner", Listener("0.0.0.0:80", Held(Process(7, "redis-server", cgroup: Redis)))).Text);
        var session = new CgroupFacts("/user.slice/session-2.scope", new ServiceUnit("session-2.scope", "systemd", null), null);
        Assert.Equal("node", Read("owner", Listener("0.0.0.0:80", Held(Process(7, "node", cgroup: session)))).Text);
    }

    [Fact]
    public void A_candidates_facts_are_inferred()
    {
        var value = Read("pid", Listener("0.0.0.0:80", new Owner([Process(7, "nginx")], How.Inferred, "the only process of its cgroup")));
        Assert.Equal((7, How.Inferred, "the only process of its cgroup"), (value.Number, value.How, value.Reason));
    }

    [Fact]
    public void The_other_end_of_a_connection_is_named()
    {
        var rows = Lister.Rows(Sockets.Seen(
            Connection("127.0.0.1:3000", "127.0.0.1:50000", Held(Process(1, "web"))),
            Connection("127.0.0.1:50000", "127.0.0.1:3000", Held(Process(2, "curl")))), SocketKinds.Connections);
        Assert.Equal("127.0.0.1:50000", Fields.Get("peer").Of(rows[0]).Text);
        Assert.Equal(50000, Fields.Get("peer_port").Of(rows[0]).Number);
        Assert.Equal("curl", Fields.Get("peer_process").Of(rows[0]).Text);
        Assert.Equal(2, Fields.Get("peer_pid").Of(rows[0]).Number);
    }

    [Fact]
    public void Every_field_of_every_kind_of_row_can_be_read()
    {
        var rows = Lister.Rows(Sockets.Seen(
            Listener("0.0.0.0:80"), Listener("[::1]:80", Held(Process(1, "x")), v6Only: null), Listener("0.0.0.0:80", network: Foreign),
            Connection("127.0.0.1:3000", "127.0.0.1:50000", state: SocketState.TimeWait),
            new SocketRecord { Protocol = Protocol.Tcp, State = SocketState.Bound, LocalPort = new Port(4000), Inode = 9, Namespace = Ours },
            new SocketRecord { Protocol = Protocol.UnixDatagram, State = SocketState.Unconnected, Inode = 10, Namespace = Ours }), SocketKinds.All);
        foreach (var row in rows)
            foreach (var field in Fields.All) field.Of(row);
        Assert.Equal(6, rows.Count);
    }

    static FieldValue Read(string name, SocketRecord socket) =>
        Fields.Get(name).Of(Lister.Rows(Sockets.Seen(socket), SocketKinds.Listeners)[0]);

    static (string?, How) TextAndHow(FieldValue value) => (value.Text, value.How);
}
