using Berth.Engine.Freeing;
using Berth.Engine.Listing;
using Berth.Model.Knowledge;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using Berth.Worlds;
using static Berth.Worlds.World;

namespace Berth.Engine.Tests.Freeing;

public class FreePlannerTests
{
    const int Own = 999;

    readonly World world = new();
    readonly ProcessFacts shell;

    public FreePlannerTests()
    {
        shell = world.Shell();
        world.Process(Own, "berth", shell.Pid);
    }

    FreePlan Plan(SocketKinds kinds = SocketKinds.Listeners | SocketKinds.Bound, bool tree = false, bool sessions = false) => PlanOf(world, kinds, tree, sessions);

    static FreePlan PlanOf(World world, SocketKinds kinds = SocketKinds.Listeners | SocketKinds.Bound, bool tree = false, bool sessions = false)
    {
        var snapshot = world.Snapshot();
        return FreePlanner.Plan(snapshot, Lister.Rows(snapshot, kinds), new FreeOptions { OwnPid = Own, Tree = tree, Sessions = sessions });
    }

    static void OnlyRefused(FreePlan plan, RefusalKind kind, string sentence, string? remedy = null)
    {
        Assert.Empty(plan.Steps);
        var refusal = Assert.Single(plan.Refusals);
        Assert.Equal((kind, sentence, remedy), (refusal.Kind, refusal.Sentence, refusal.Remedy));
    }

    [Fact]
    public void A_listener_of_ours_is_asked_to_end()
    {
        world.Listen("127.0.0.1:3000", world.Process(400, "node", shell.Pid));
        var step = Assert.IsType<SignalProcess>(Assert.Single(Plan().Steps));
        Assert.Equal(new ProcessKey(400, 40000), step.Process);
        Assert.Equal("Ask node (pid 400) to end: it listens on 127.0.0.1:3000.", step.Sentence);
    }

    [Fact]
    public void A_process_with_several_of_the_sockets_is_asked_once()
    {
        var node = world.Process(400, "node", shell.Pid);
        world.Listen("127.0.0.1:3000", node);
        world.Listen("::1:3000", node);
        var step = Assert.Single(Plan().Steps);
        Assert.Equal("Ask node (pid 400) to end: it listens on 127.0.0.1:3000 and [::1]:3000.", step.Sentence);
        Assert.Equal(2, step.Closes.Count);
    }

    [Fact]
    public void Workers_end_with_their_master()
    {
        var master = world.Process(400, "gunicorn", shell.Pid);
        world.Listen("127.0.0.1:8000", master, world.Process(401, "gunicorn", 400), world.Process(402, "gunicorn", 400));
        Assert.Equal("Ask gunicorn (pid 400) to end: it listens on 127.0.0.1:8000; its 2 workers (401, 402) are to end with it.", Assert.Single(Plan().Steps).Sentence);
    }

    [Fact]
    public void Independent_holders_are_all_asked()
    {
        world.Listen("127.0.0.1:8000", world.Process(400, "a", shell.Pid), world.Process(500, "b", shell.Pid));
        Assert.Equal([400, 500], Plan().Steps.Cast<SignalProcess>().Select(step => step.Process.Pid));
    }

    [Fact]
    public void A_bound_socket_is_freed_like_a_listener()
    {
        world.Bound("127.0.0.1:4500", world.Process(400, "holder", shell.Pid));
        Assert.Equal("Ask holder (pid 400) to end: it holds 127.0.0.1:4500.", Assert.Single(Plan().Steps).Sentence);
    }

    [Fact]
    public void A_client_is_never_a_target()
    {
        world.Open("127.0.0.1:62893", "127.0.0.1:5432", world.Process(400, "psql", shell.Pid));
        OnlyRefused(Plan(SocketKinds.All), RefusalKind.Client,
            "127.0.0.1:62893 to 127.0.0.1:5432 is a connection of psql (pid 400), not a listener: Berth ends no program to close one.");
    }

    [Fact]
    public void A_service_is_stopped_by_its_manager()
    {
        world.Listen("127.0.0.1:6379", world.Process(400, "redis-server", 1, user: "redis", cgroup: Unit("redis.service")));
        var step = Assert.IsType<StopUnit>(Assert.Single(Plan().Steps));
        Assert.Equal("Stop redis.service (`systemctl stop redis.service`): it holds 127.0.0.1:6379, and systemd would start an ended process again.", step.Sentence);
    }

    [Fact]
    public void A_container_is_stopped_by_its_engine()
    {
        world.Listen("0.0.0.0:9090", world.Process(400, "prometheus", 390, user: "root", cgroup: InContainer("metrics", "prom/prometheus")));
        Assert.Equal("Stop the container metrics (`docker stop metrics`): it holds 0.0.0.0:9090.", Assert.IsType<StopContainer>(Assert.Single(Plan().Steps)).Sentence);
    }

    [Fact]
    public void The_helper_of_a_container_engine_is_left_alone()
    {
        world.Listen("0.0.0.0:5432", world.Process(400, "docker-proxy", 390, "docker-proxy -container-ip 172.17.0.2 -container-port 5432", user: "root", cgroup: Unit("docker.service")));
        OnlyRefused(Plan(), RefusalKind.PortForwarder,
            "docker-proxy (pid 400) only carries 0.0.0.0:5432 into a Docker container (172.17.0.2:5432): stop the container instead.", "docker ps --filter publish=5432");
    }

    [Fact]
    public void A_forwarder_whose_container_is_known_has_that_container_stopped()
    {
        var web = new Container(new string('a', 64), "docker", Known.Observed("shop-db"), Known.Observed("postgres:17"));
        var proxy = world.Process(400, "docker-proxy", 390, "docker-proxy -container-ip 172.17.0.2 -container-port 5432", user: "root", cgroup: Unit("docker.service"));
        world.Listen("0.0.0.0:5432", proxy with { ForwardsTo = Known.Observed(web) });
        Assert.Equal("shop-db", Assert.IsType<StopContainer>(Assert.Single(Plan().Steps)).Container.Label);
    }

    [Fact]
    public void A_published_port_behind_the_engines_unit_does_not_stop_the_engine()
    {
        world.Add("0.0.0.0:5432", null, SocketState.Listen, [], owner: Owner.Hidden("another user's process (uid 0)"), madeIn: Unit("docker.service"));
        OnlyRefused(Plan(), RefusalKind.PortForwarder,
            "0.0.0.0:5432 was opened by docker.service, most likely for a container that publishes it: stop that container instead.", "docker ps --filter publish=5432");
    }

    [Fact]
    public void A_hidden_holder_takes_more_rights()
    {
        world.Add("127.0.0.1:5432", null, SocketState.Listen, [], owner: Owner.Hidden("another user's process (uid 107)"));
        OnlyRefused(Plan(), RefusalKind.NoRight, "127.0.0.1:5432 is held by a process that cannot be seen: another user's process (uid 107).", "sudo berth free 5432");
        Assert.Equal(FreeVerdict.NoRight, FreeVerdicts.Of(Plan().Refusals));
    }

    [Fact]
    public void A_hidden_holder_in_a_unit_is_stopped_by_the_units_name()
    {
        world.Add("127.0.0.1:6379", null, SocketState.Listen, [], owner: Owner.Hidden("another user's process (uid 107)"), madeIn: Unit("redis.service"));
        Assert.Equal("redis.service", Assert.IsType<StopUnit>(Assert.Single(Plan().Steps)).Unit.Name);
    }

    [Fact]
    public void A_likely_holder_is_not_signalled()
    {
        var node = world.Process(400, "node", shell.Pid);
        world.Add("127.0.0.1:3000", null, SocketState.Listen, [], owner: new Owner([node], How.Inferred, "the only process of its cgroup"));
        OnlyRefused(Plan(), RefusalKind.Uncertain, "127.0.0.1:3000 is likely held by node (pid 400), but that could not be seen: the only process of its cgroup.", "sudo berth free 3000");
    }

    [Fact]
    public void Another_users_process_takes_more_rights()
    {
        world.Listen("127.0.0.1:3000", world.Process(400, "node", shell.Pid, user: "bob"));
        OnlyRefused(Plan(), RefusalKind.NoRight, "node (pid 400) belongs to bob: ending it takes more rights.", "sudo berth free 3000");
    }

    [Fact]
    public void The_kernel_holds_what_no_process_does()
    {
        world.Add("0.0.0.0:2049", null, SocketState.Listen, [], owner: new Owner([], How.Observed));
        OnlyRefused(Plan(), RefusalKind.Kernel, "0.0.0.0:2049 is held by no process: the kernel itself keeps it.");
    }

    [Fact]
    public void A_kernel_thread_is_left_alone()
    {
        world.Listen("0.0.0.0:2049", world.Process(40, "nfsd", 2, isKernel: true, user: "root"));
        OnlyRefused(Plan(), RefusalKind.SystemProcess, "nfsd (pid 40) is a thread of the kernel.");
    }

    [Fact]
    public void Pid_1_is_left_alone_and_its_socket_unit_stopped_when_known()
    {
        var systemd = world.Snapshot().Processes[1];
        world.Add("127.0.0.1:631", null, SocketState.Listen, [systemd], madeIn: Unit("cups.socket"));
        Assert.Equal("Stop cups.socket (`systemctl stop cups.socket`): it holds 127.0.0.1:631 for a service.", Assert.Single(Plan().Steps).Sentence);
    }

    [Fact]
    public void Pid_1_with_an_unknown_socket_unit_is_left_alone()
    {
        var systemd = world.Snapshot().Processes[1];
        world.Listen("127.0.0.1:631", systemd, world.Process(400, "cupsd", 1, user: "root", cgroup: Unit("cups.service")));
        OnlyRefused(Plan(), RefusalKind.SocketActivation,
            "systemd (pid 1) holds 127.0.0.1:631 for a .socket unit, likely cups.socket, and starts the service when somebody connects. Stop that unit.", "systemctl list-sockets");
    }

    [Fact]
    public void An_init_that_is_no_service_manager_is_left_alone()
    {
        var other = new World();
        other.Process(Own, "berth", 1);
        other.Listen("0.0.0.0:80", other.Process(1, "node", 0, user: "ada"));
        OnlyRefused(PlanOf(other), RefusalKind.SystemProcess, "node is pid 1, the first process: everything else ends with it.");
    }

    [Fact]
    public void What_this_command_runs_under_is_left_alone_whatever_is_said()
    {
        world.Listen("127.0.0.1:7000", shell);
        OnlyRefused(Plan(sessions: true), RefusalKind.OwnAncestor, "bash (pid 300) is what this command runs under: ending it would end this command too.");
    }

    [Fact]
    public void An_editor_that_forwards_a_port_is_left_alone_unless_sessions_are_meant()
    {
        world.Listen("127.0.0.1:3000", world.Process(400, "code", 1));
        OnlyRefused(Plan(), RefusalKind.Session,
            "code (pid 400) is likely VS Code itself: ending it ends all that is open in it. A forwarded port is closed in its list of ports.", "berth free 3000 --sessions");
        var plan = Plan(sessions: true);
        Assert.False(Assert.IsType<SignalProcess>(Assert.Single(plan.Steps)).MayBeKilled);
        Assert.Equal(["code (pid 400) is likely VS Code itself: all that is open in it ends too."], plan.Warnings);
    }

    [Fact]
    public void A_terminal_that_a_holder_started_outlives_it()
    {
        world.Listen("127.0.0.1:3000", world.Process(400, "node", shell.Pid));
        world.Process(401, "tmux", 400);
        var plan = Plan(tree: true);
        Assert.True(Assert.IsType<SignalProcess>(Assert.Single(plan.Steps)).MayBeKilled);
        Assert.Equal(["tmux (pid 401), which node started, is likely tmux: it is left running."], plan.Warnings);
    }

    [Fact]
    public void Another_namespaces_socket_takes_no_port_of_ours()
    {
        world.Add("0.0.0.0:5432", null, SocketState.Listen, [world.Process(400, "postgres", 390, cgroup: InContainer("db", "postgres"))], network: new NetworkNamespace(7, "db", false));
        OnlyRefused(Plan(), RefusalKind.OtherNamespace, "0.0.0.0:5432 is inside network namespace db: it takes no port of this one.", "docker stop db");
    }

    [Fact]
    public void One_refused_holder_spares_the_others_of_the_same_socket()
    {
        world.Listen("127.0.0.1:3000", world.Process(400, "node", shell.Pid), world.Process(500, "node", 1, user: "bob"));
        OnlyRefused(Plan(), RefusalKind.NoRight, "node (pid 500) belongs to bob: ending it takes more rights.", "sudo berth free 3000");
    }

    [Fact]
    public void A_watcher_and_other_listeners_are_warned_of()
    {
        world.Process(399, "nodemon", shell.Pid);
        var node = world.Process(400, "node", 399);
        world.Listen("127.0.0.1:3000", node);
        var debug = world.Listen("127.0.0.1:9229", node);
        var snapshot = world.Snapshot();
        var rows = Lister.Rows(snapshot, SocketKinds.Listeners).Where(row => row.Socket != debug).ToArray();
        Assert.Equal(
            ["nodemon (pid 399) watches over it and may start it again.", "node (pid 400) also listens on 127.0.0.1:9229: that closes too."],
            FreePlanner.Plan(snapshot, rows, new FreeOptions { OwnPid = Own }).Warnings);
    }

    [Fact]
    public void The_tree_is_ended_from_the_top()
    {
        world.Listen("127.0.0.1:3000", world.Process(400, "node", shell.Pid));
        world.Process(402, "esbuild", 401);
        world.Process(401, "node", 400);
        world.Process(403, "sleep", 400, user: "bob");
        Assert.Equal([400, 401, 402], Plan(tree: true).Steps.Cast<SignalProcess>().Select(step => step.Process.Pid));
    }

    [Fact]
    public void A_snapshot_without_the_asking_process_is_a_mistake_of_the_caller()
    {
        world.Listen("127.0.0.1:3000", world.Process(400, "node", shell.Pid));
        var snapshot = world.Snapshot();
        Assert.Throws<ArgumentException>(() => FreePlanner.Plan(snapshot, Lister.Rows(snapshot, SocketKinds.Listeners), new FreeOptions { OwnPid = 12345 }));
    }

    [Fact]
    public void Of_the_unit_that_this_command_runs_in_the_process_is_ended()
    {
        var other = new World();
        other.Process(Own, "berth", 1, cgroup: Unit("code-server@me.service"));
        other.Listen("0.0.0.0:80", other.Process(400, "node", 1, cgroup: Unit("code-server@me.service")));
        Assert.IsType<SignalProcess>(Assert.Single(PlanOf(other).Steps));
    }

    [Fact]
    public void Of_the_container_that_this_command_runs_in_the_process_is_ended()
    {
        var other = new World();
        other.Process(Own, "berth", 1, cgroup: InContainer("dev", "node"));
        other.Listen("0.0.0.0:80", other.Process(400, "node", 1, cgroup: InContainer("dev", "node")));
        Assert.IsType<SignalProcess>(Assert.Single(PlanOf(other).Steps));
    }

    [Fact]
    public void What_only_calls_itself_a_container_is_ended_as_a_process()
    {
        var claimed = InContainer("victim-db", "postgres");
        var facts = claimed with { Container = claimed.Container! with { IsMereClaim = true } };
        world.Listen("0.0.0.0:9090", world.Process(400, "python3", shell.Pid, cgroup: facts));
        Assert.IsType<SignalProcess>(Assert.Single(Plan().Steps));
    }

    [Fact]
    public void Without_a_service_manager_a_units_process_is_ended()
    {
        var other = new World();
        other.Process(1, "tini", parent: 0, user: "root");
        other.Process(Own, "berth", 1);
        other.Listen("0.0.0.0:80", other.Process(400, "nginx", 1, cgroup: Unit("nginx.service")));
        Assert.IsType<SignalProcess>(Assert.Single(PlanOf(other).Steps));
    }

    [Fact]
    public void Nothing_chosen_makes_an_empty_plan() => Assert.True(Plan().IsEmpty);
}
