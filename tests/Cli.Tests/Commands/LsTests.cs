using Berth.Cli.Hosting;
using Berth.Model.Addressing;
using Berth.Model.Knowledge;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Cli.Tests.Commands;

public class LsTests
{
    [Fact]
    public void The_json_document()
    {
        var room = new Room();
        Assert.Equal(ExitCode.Done, room.Run("ls", "--json", "--columns", "port,protocol,address,state,pid,process,hung"));
        Assert.Equal("""
            {"schema":"berth.ls/1","taken_at":"2026-03-04T05:06:07.089Z","unmarked":"observed","rows":[
            {"port":3000,"protocol":"tcp","address":"127.0.0.1","state":"listen","pid":[41,42],"process":["node","node"],"hung":false},
            {"port":5432,"protocol":"tcp","address":"127.0.0.1","state":"listen","pid":null,"process":null,"hung":false,"known":{"pid":{"how":"hidden","reason":"another user's process (uid 107)"},"process":{"how":"hidden","as":"pid"}}}
            ],"shortfalls":[{"what":"1 of other users' processes is hidden","remedy":"sudo berth ls"}],"via":["netlink","walk"]}

            """, room.Out);
        Assert.Empty(room.Said);
    }

    [Fact]
    public void No_rows_are_an_empty_list()
    {
        var room = new Room();
        Assert.Equal(ExitCode.Done, room.Run("ls", "port=1", "--json", "--columns", "port"));
        Assert.Contains("\"rows\":[\n],", room.Out);
    }

    [Fact]
    public void Lines_of_json()
    {
        var room = new Room();
        room.Run("ls", "3000", "--jsonl", "--columns", "port,pid");
        Assert.Equal("{\"port\":3000,\"pid\":[41,42]}\n", room.Out);
    }

    [Fact]
    public void Csv_says_how_values_are_known()
    {
        var room = new Room();
        room.Run("ls", "--csv", "--columns", "port,process,user");
        Assert.Equal("port,process,user,known\n3000,\"node;node\",\"1000;1000\",\n5432,,1000,process=hidden\n", room.Out);
    }

    [Fact]
    public void Plain_has_no_empty_field()
    {
        var room = new Room();
        room.Run("ls", "--plain", "--no-header", "--columns", "port,pid,interface,process");
        Assert.Equal("3000\t41,42\t-\tnode,node\n5432\t?\t-\t?\n", room.Out);
    }

    [Fact]
    public void The_table_folds_holders_and_marks_what_is_hidden()
    {
        var room = new Room { Terminal = new(80, false, false) };
        room.Run("ls", "--columns", "port,process,pid");
        Assert.Equal("PORT  PROCESS    PID\n3000  node     41 +1\n5432  ?            ?\n", room.Out);
        Assert.Equal("? hidden   (why: --json)\n1 of other users' processes is hidden: sudo berth ls\n", room.Said);
    }

    [Fact]
    public void A_table_fits_its_terminal_and_a_pipe_has_all()
    {
        var long_name = new string('x', 60);
        var machine = Sample.Machine(Sample.Listener(80, InetAddress.AnyV4, Owner.Of(Sample.Process(9, long_name))));
        var narrow = new Room { Machine = machine, Terminal = new(30, false, false) };
        narrow.Run("ls", "--columns", "port,process");
        Assert.All(narrow.Out.Split('\n'), static line => Assert.True(line.Length <= 30, line));
        Assert.Contains("…", narrow.Out);

        var pipe = new Room { Machine = machine };
        pipe.Run("ls", "--columns", "port,process");
        Assert.Contains(long_name, pipe.Out);
    }

    [Theory, InlineData("--plain"), InlineData("--no-trunc"), InlineData("--json"), InlineData("--jsonl")]
    public void A_hostile_name_reaches_no_terminal(string format)
    {
        var room = new Room { Machine = Sample.Machine(Sample.Listener(80, InetAddress.AnyV4, Owner.Of(Sample.Process(9, "\x1b]0;pwned\a\u202e\ud800")))) };
        Assert.Equal(ExitCode.Done, room.Run("ls", format, "--columns", "port,process,owner"));
        Assert.DoesNotContain(room.Out, static c => (c < ' ' && c != '\n' && c != '\t') || c == '\u202e');
    }

    [Fact]
    public void Only_what_is_shown_is_read()
    {
        var room = new Room();
        room.Run("ls", "3000", "--columns", "port,address");
        var asked = Assert.Single(room.Asked);
        Assert.False(asked.Owners);
        Assert.Equal(ProcessDetail.Identity, asked.Detail);
        Assert.Equal([PortRange.Single(new Port(3000))], asked.LocalPorts);
        Assert.Equal(SocketKinds.Listeners, asked.Kinds);
    }

    [Fact]
    public void Sort_and_filter_count_as_shown()
    {
        var room = new Room();
        room.Run("ls", "user=root", "--columns", "port", "--sort", "-uptime");
        Assert.True(room.Asked[0].Owners);
        Assert.Equal(ProcessDetail.User | ProcessDetail.Status, room.Asked[0].Detail);
    }

    [Fact]
    public void The_ways_to_read_are_passed_on()
    {
        var room = new Room();
        room.Run("ls", "--via", "procnet,walk", "--netns", "all", "-a");
        Assert.Equal((SocketSource.ProcNet, OwnerSource.Walk, true), (room.Asked[0].SocketSource, room.Asked[0].OwnerSource, room.Asked[0].AllNamespaces));
    }

    [Fact]
    public void An_empty_answer_is_told_kindly()
    {
        var room = new Room();
        Assert.Equal(ExitCode.Done, room.Run("ls", "4444"));
        Assert.Empty(room.Out);
        Assert.StartsWith("No listeners match: ", room.Said);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(120, true)]
    [InlineData(80, false)]
    public void Spare_columns_show_where_there_is_room(int? width, bool shown)
    {
        var room = new Room { Terminal = new(width, false, false) };
        room.Run("ls");
        Assert.Equal(shown, room.Out.Split('\n')[0].Contains("COMMONLY"));
        Assert.DoesNotContain("Not shown", room.Said);
    }

    [Fact]
    public void A_column_that_no_row_has_anything_in_is_left_out_unless_asked_for()
    {
        var room = new Room { Machine = Sample.Machine(Sample.Listener(23817, InetAddress.LoopbackV4, new Owner([Sample.Process(41, "node")], How.Observed))) };
        room.Run("ls");
        Assert.DoesNotContain("SERVICE", room.Out);
        room = new Room();
        room.Run("ls", "3000", "--columns", "port,container");
        Assert.StartsWith("PORT  CONTAINER", room.Out);
    }

    [Theory]
    [InlineData(false, ":: IPv4+IPv6")]
    [InlineData(true, ":: IPv6 only")]
    [InlineData(null, "::")]
    public void An_IPv6_wildcard_says_which_families_it_takes(bool? only, string shown)
    {
        var socket = Sample.Listener(3000, InetAddress.AnyV6, new Owner([Sample.Process(41, "node")], How.Observed), only);
        var room = new Room { Machine = Sample.Machine(socket) };
        room.Run("ls", "--columns", "address", "--no-header");
        Assert.Equal($"{shown}\n", room.Out);
    }

    [Theory, InlineData("-x"), InlineData("--nope"), InlineData("-json")]
    public void What_looks_like_an_option_is_no_filter(string word)
    {
        var room = new Room();
        Assert.Equal(ExitCode.BadUsage, room.Run("ls", "--", word));
    }
}
