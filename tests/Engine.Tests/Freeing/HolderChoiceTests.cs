using Berth.Engine.Filters;
using Berth.Engine.Freeing;
using Berth.Engine.Listing;
using Berth.Model.Knowledge;
using Berth.Model.Leases;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Worlds;

namespace Berth.Engine.Tests.Freeing;

/// <summary>Who is ended, and who is not, when several have to do with one port.</summary>
public class HolderChoiceTests
{
    const int Own = 999;

    readonly World world = new() { Host = new HostFacts { System = OperatingSystemKind.Linux, UserId = 0 } };
    readonly ProcessFacts shell;

    public HolderChoiceTests()
    {
        shell = world.Shell();
        world.Process(Own, "berth", shell.Pid);
    }

    FreePlan Plan(params string[] words)
    {
        var snapshot = world.Snapshot();
        Assert.True(FilterParser.ParseForAct(words).Succeeded(out var filter, out _));
        var rows = Lister.Rows(snapshot, SocketKinds.Listeners | SocketKinds.Bound);
        return FreePlanner.Plan(snapshot, Choice.Of(rows, filter.Matches), new FreeOptions { OwnPid = Own });
    }

    static int[] Ended(FreePlan plan) => [.. plan.Steps.Cast<SignalProcess>().Select(step => step.Process.Pid)];

    [Theory]
    [InlineData("3000", new[] { 400, 500 })]
    [InlineData("pid:400", new[] { 400 })]
    [InlineData("3000 pid:500", new[] { 500 })]
    [InlineData("3000 user=bob", new[] { 500 })]
    [InlineData("node", new[] { 400 })]
    [InlineData("pid:400 bun", new int[0])]
    public void Of_a_group_that_shares_a_port_the_one_that_is_named_is_ended(string filter, int[] ended)
    {
        world.Listen("127.0.0.1:3000", world.Process(400, "node", shell.Pid));
        world.Listen("127.0.0.1:3000", world.Process(500, "bun", shell.Pid, user: "bob"));
        var plan = Plan(filter.Split(' '));
        Assert.Equal(ended, Ended(plan));
        Assert.Empty(plan.Refusals);
    }

    [Fact]
    public void Of_one_socket_that_two_programs_hold_one_alone_is_not_ended()
    {
        world.Listen("127.0.0.1:3000", world.Process(400, "node", shell.Pid), world.Process(500, "bun", shell.Pid));
        var plan = Plan("pid:500");
        Assert.Empty(plan.Steps);
        var refusal = Assert.Single(plan.Refusals);
        Assert.Equal((RefusalKind.Shared, "127.0.0.1:3000 is held by node (pid 400) too: ending bun (pid 500) alone frees nothing.", "berth free 3000"),
            (refusal.Kind, refusal.Sentence, refusal.Remedy));
    }

    [Fact]
    public void A_parent_that_is_named_takes_its_workers_along()
    {
        world.Listen("127.0.0.1:3000", world.Process(400, "gunicorn", shell.Pid), world.Process(401, "gunicorn", 400));
        Assert.Equal([400], Ended(Plan("pid:400")));
        Assert.Equal(RefusalKind.Shared, Assert.Single(Plan("pid:401").Refusals).Kind);
    }

    [Fact]
    public void Another_program_that_inherited_the_socket_is_no_worker()
    {
        world.Listen("127.0.0.1:3000", world.Process(400, "python3", shell.Pid), world.Process(401, "sleep", 400));
        Assert.Equal(
            ["Ask python3 (pid 400) to end: it listens on 127.0.0.1:3000.",
                "Ask sleep (pid 401) to end: it listens on 127.0.0.1:3000, which it has from python3 (pid 400)."],
            Plan("3000").Steps.Select(step => step.Sentence));
    }

    [Theory]
    [InlineData("firefox")]
    [InlineData("chrome")]
    [InlineData("code")]
    [InlineData("Discord")]
    public void What_a_person_works_in_is_not_ended_because_it_inherited_a_socket(string window)
    {
        world.Listen("127.0.0.1:3000", world.Process(400, "python3", shell.Pid), world.Process(401, window, 400));
        var plan = Plan("3000");
        Assert.Empty(plan.Steps);
        Assert.Equal(RefusalKind.Session, Assert.Single(plan.Refusals).Kind);
    }

    public static TheoryData<string, string, string, string> Managers => new()
    {
        { "node", "PM2 v6.0.8: God Daemon (/home/ada/.pm2)", "PM2", "pm2 ls" },
        { "python3", "/usr/bin/python3|/usr/bin/supervisord|-n", "supervisord", "supervisorctl status" },
        { "supervisord", "/usr/local/bin/supervisord", "supervisord", "supervisorctl status" },
        { "node", "node|/usr/lib/node_modules/forever/bin/monitor|app.js", "forever", "forever list" },
        { "overmind", "overmind|start", "overmind", "overmind ps" },
        { "process-compose", "process-compose|up", "process-compose", "process-compose process list" },
        { "runsv", "runsv|web", "runit", "sv status /etc/service/*" },
        { "s6-supervise", "s6-supervise|web", "s6", "s6-rc -a list" },
        { "monit", "monit|-I", "monit", "monit status" },
        { "inetd", "inetd", "inetd", "cat /etc/inetd.conf" },
        { "xinetd", "xinetd", "xinetd", "ls /etc/xinetd.d" },
        { "dockerd", "dockerd|-H|tcp://127.0.0.1:2375", "Docker", "docker ps" },
        { "containerd", "containerd", "containerd", "nerdctl ps" },
        { "berthd", "berthd", "Berth's daemon", "berth ps" },
    };

    [Theory, MemberData(nameof(Managers))]
    public void Who_keeps_others_is_not_ended_for_one_of_them(string file, string command, string label, string look)
    {
        var words = command.Split('|');
        var name = words[0][(words[0].LastIndexOf('/') + 1)..];
        var holder = world.Process(400, name[..Math.Min(15, name.Length)], shell.Pid, executable: $"/usr/bin/{file}") with
        {
            Arguments = Known.Observed<IReadOnlyList<string>>(words),
        };
        world.Listen("127.0.0.1:3000", holder);
        var plan = Plan("3000");
        Assert.Empty(plan.Steps);
        var refusal = Assert.Single(plan.Refusals);
        Assert.Equal((RefusalKind.Manager, look), (refusal.Kind, refusal.Remedy));
        Assert.Contains($"is {label}, which keeps other programs too: ending it ends all of them.", refusal.Sentence);
    }

    [Theory]
    [InlineData("systemd")]
    [InlineData("supervisord")]
    [InlineData("berthd")]
    [InlineData("dockerd")]
    public void A_name_alone_makes_no_manager(string name)
    {
        world.Listen("127.0.0.1:3000", world.Process(400, name, shell.Pid, command: "python3 server.py", executable: "/usr/bin/python3.12"));
        Assert.Equal([400], Ended(Plan("3000")));
    }

    [Fact]
    public void A_lease_that_nobody_uses_is_nothing_to_free()
    {
        Lease("127.0.0.1:3000");
        var plan = Plan("3000");
        Assert.Empty(plan.Steps);
        var refusal = Assert.Single(plan.Refusals);
        Assert.Equal((RefusalKind.Lease, "Port 3000 is leased to web of /home/ada/one: Berth only keeps it, and your server can bind it beside.", "(cd /home/ada/one && berth lease rm web)"),
            (refusal.Kind, refusal.Sentence, refusal.Remedy));
    }

    [Fact]
    public void Of_a_leased_port_the_server_is_ended_and_the_lease_stays()
    {
        Lease("127.0.0.1:3000");
        Lease("::1:3000");
        world.Listen("127.0.0.1:3000", world.Process(400, "node", shell.Pid));
        var plan = Plan("3000");
        Assert.Equal([400], Ended(plan));
        Assert.Empty(plan.Refusals);
        Assert.Equal(["Port 3000 stays leased to web of /home/ada/one."], plan.Warnings);
    }

    void Lease(string at) => world.Bound(at, world.Process(50, "berthd", 1)).Kept =
        new KeptPort(Known.Observed(new LeaseKey("/home/ada/one", "web", LeaseKey.UsualPortName)));

    [Theory]
    [InlineData("srvX", new[] { 400 })]
    [InlineData("srv", new int[0])]
    [InlineData("SRVX", new[] { 400 })]
    [InlineData("srv*", new[] { 400, 500 })]
    [InlineData("process~srv", new[] { 400, 500 })]
    public void A_word_is_the_whole_name_of_what_is_ended(string filter, int[] ended)
    {
        world.Listen("127.0.0.1:3000", world.Process(400, "srvX", shell.Pid));
        world.Listen("127.0.0.1:4000", world.Process(500, "srvXY", shell.Pid));
        Assert.Equal(ended, Ended(Plan(filter)));
    }
}
