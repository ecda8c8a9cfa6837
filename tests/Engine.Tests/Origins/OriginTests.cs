using Berth.Engine.Origins;
using Berth.Model.Knowledge;
using Berth.Model.Processes;
using Berth.Worlds;
using static Berth.Worlds.World;

namespace Berth.Engine.Tests.Origins;

public class OriginTests
{
    static Origin OriginOf(World world, ProcessFacts process) => Origin.Of(process, world.Snapshot());

    [Theory]
    [InlineData("tmux: server", OriginKind.Terminal, "Started from a terminal (tmux, pts/3).")]
    [InlineData("konsole", OriginKind.Terminal, "Started from a terminal (Konsole, pts/3).")]
    [InlineData("gnome-terminal-", OriginKind.Terminal, "Started from a terminal (GNOME Terminal, pts/3).")]
    [InlineData("sshd-session", OriginKind.Ssh, "Started from a remote login (SSH, pts/3).")]
    [InlineData("code", OriginKind.Ide, "Started by VS Code, in its terminal pts/3.")]
    [InlineData("nvim", OriginKind.Ide, "Started by Neovim, in its terminal pts/3.")]
    [InlineData("claude", OriginKind.Agent, "Started by Claude Code.")]
    [InlineData("codex", OriginKind.Agent, "Started by Codex.")]
    [InlineData("cursor-agent", OriginKind.Agent, "Started by Cursor's agent.")]
    [InlineData("Runner.Worker", OriginKind.CiRunner, "Started by a CI job (GitHub Actions).")]
    public void The_nearest_known_parent_tells_who_started_it(string parent, OriginKind kind, string summary)
    {
        var world = new World();
        world.Process(50, parent);
        world.Process(51, "bash", 50);
        var origin = OriginOf(world, world.Process(52, "node", 51, terminal: "pts/3"));
        Assert.Equal((kind, summary, How.Inferred), (origin.Kind, origin.Summary, origin.How));
        Assert.Equal(50, origin.StarterProcess!.Pid);
        Assert.Equal([52, 51, 50, 1], origin.Chain.Select(step => step.Process.Pid));
    }

    [Fact]
    public void An_agent_inside_a_terminal_comes_before_it()
    {
        var world = new World();
        var shell = world.Shell();
        world.Process(310, "node", shell.Pid, "node /usr/lib/node_modules/@anthropic-ai/claude-code/cli.js");
        world.Process(311, "npm", 310, "node /usr/bin/npm run dev");
        Assert.Equal("Started by Claude Code, through npm, inside tmux.", OriginOf(world, world.Process(312, "node", 311)).Summary);
    }

    [Theory]
    [InlineData("/home/claude/app/server.js")]
    [InlineData("/srv/code/server.js")]
    [InlineData("/home/ada/my-claude-code/x.js")]
    public void A_folder_named_like_a_program_starts_nothing(string script)
    {
        var world = new World();
        var shell = world.Shell();
        world.Process(310, "node", shell.Pid, $"node {script}", executable: "/home/claude/bin/node");
        Assert.Equal(OriginKind.Terminal, OriginOf(world, world.Process(311, "node", 310)).Kind);
    }

    [Fact]
    public void The_remote_half_of_an_editor_is_known_by_its_folder()
    {
        var world = new World();
        world.Process(50, "node", 1, executable: "/home/ada/.vscode-server/cli/servers/Stable-abc/server/node");
        Assert.Equal("VS Code", OriginOf(world, world.Process(51, "python3", 50)).Starter);
    }

    [Fact]
    public void A_service_is_told_by_its_cgroup()
    {
        var world = new World();
        var origin = OriginOf(world, world.Process(50, "redis-server", 1, cgroup: Unit("redis.service")));
        Assert.Equal((OriginKind.Unit, "Part of redis.service: systemd runs it.", How.Observed), (origin.Kind, origin.Summary, origin.How));
    }

    [Fact]
    public void A_job_in_crons_own_service_was_started_by_cron()
    {
        var world = new World();
        world.Process(50, "cron", 1, cgroup: Unit("cron.service"));
        Assert.Equal(OriginKind.Cron, OriginOf(world, world.Process(51, "backup", 50, cgroup: Unit("cron.service"))).Kind);
    }

    [Fact]
    public void A_container_comes_before_everything()
    {
        var world = new World();
        var origin = OriginOf(world, world.Process(50, "node", 49, cgroup: InContainer("web", "node:24")));
        Assert.Equal("Runs in the docker container web, image node:24.", origin.Summary);
    }

    [Fact]
    public void An_orphan_is_told_carefully()
    {
        var world = new World();
        var origin = OriginOf(world, world.Process(50, "node", 1));
        Assert.Equal((OriginKind.Orphan, How.Inferred), (origin.Kind, origin.How));
        Assert.Equal("It outlived its parent and was adopted by systemd (pid 1): who started it can no longer be seen.", origin.Summary);
        Assert.Equal("bash (pid 60), above it, outlived its parent and was adopted by systemd (pid 1): who started it can no longer be seen.",
            OriginOf(world, world.Process(61, "node", world.Process(60, "bash").Pid)).Summary);
    }

    [Fact]
    public void Below_an_init_that_starts_programs_itself_both_are_possible()
    {
        var world = new World();
        world.Process(1, "tini", 0, user: "root");
        Assert.Equal("It is a child of tini (pid 1): started by it, or adopted when its own parent ended.", OriginOf(world, world.Process(50, "node", 1)).Summary);
    }

    [Fact]
    public void Missing_parents_are_hidden_not_guessed()
    {
        var world = new World();
        Assert.Equal(How.Hidden, OriginOf(world, world.Process(50, "node", 49)).How);
        Assert.Equal(How.Hidden, OriginOf(world, world.Process(51, "node", 0)).How);
    }

    [Fact]
    public void A_parent_younger_than_its_child_is_another_process()
    {
        var world = new World();
        world.Process(900, "claude");
        Assert.Equal(OriginKind.Unknown, OriginOf(world, world.Process(50, "node", 900)).Kind);
    }

    [Fact]
    public void A_ring_of_parents_ends()
    {
        var world = new World();
        var one = world.Process(50, "a", 51) with { StartTicks = 0 };
        world.Process(51, "b", 50);
        Assert.InRange(OriginOf(world, one).Chain.Count, 1, 3);
    }

    [Fact]
    public void A_watcher_above_is_named()
    {
        var world = new World();
        var shell = world.Shell();
        world.Process(310, "node", shell.Pid, "node /home/ada/shop/node_modules/.bin/nodemon app.js");
        var origin = OriginOf(world, world.Process(311, "node", 310));
        Assert.Equal(310, origin.Restarter!.Pid);
        Assert.Equal("Started from a terminal (tmux), through nodemon.", origin.Summary);
    }

    [Fact]
    public void The_kernel_and_pid_1_are_themselves()
    {
        var world = new World();
        Assert.Equal(OriginKind.Kernel, OriginOf(world, world.Process(40, "code", 2, isKernel: true)).Kind);
        Assert.Equal(OriginKind.Init, OriginOf(world, world.Snapshot().Processes[1]).Kind);
    }
}
