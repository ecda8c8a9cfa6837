using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Audit;

/// <summary>Changes that Berth makes and takes back, in a network namespace and with /etc/sysctl.d of their own.</summary>
public sealed class FixTests : IDisposable
{
    readonly House house = new();
    readonly string fingerprint;

    public FixTests()
    {
        house.Net.StartPython("s = listen('0.0.0.0', 4001); ready(); wait()");
        fingerprint = house.Audit().Only("root-listener").Fingerprint;
    }

    string Rules => house.Net.Must("nft", "list", "ruleset");

    CommandResult AtTerminal(IReadOnlyList<string> answers, params IReadOnlyList<string> words) =>
        house.Net.RunWith(PseudoTerminal.Answering(answers, [BerthProgram.Path, "audit", "--fix", fingerprint, .. words]), environment: house.Environment);

    [Fact]
    public void A_dry_run_shows_the_rule_and_changes_nothing()
    {
        var result = house.Run("audit", "--fix", fingerprint, "--dry-run", "--yes");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("+     iifname != \"lo\" tcp dport 4001", result.Error);
        Assert.Equal("", Rules);
        Assert.Equal("", house.Run("audit", "--undo", "list").Output);
    }

    [Fact]
    public void With_nobody_to_ask_nothing_is_changed()
    {
        var result = house.Run("audit", "--fix", fingerprint);
        Assert.Equal(4, result.ExitCode);
        Assert.Contains("--yes", result.Error);
        Assert.Equal("", Rules);
    }

    [Fact]
    public void A_port_is_closed_the_audit_says_so_and_the_undo_opens_it_again()
    {
        var done = house.Run("audit", "--fix", fingerprint, "--yes");
        Assert.Equal(0, done.ExitCode);
        Assert.Contains("the finding is gone", done.Error);
        Assert.Contains("dport 4001", Rules);
        house.Audit().None("root-listener");
        Assert.Contains(fingerprint, house.Run("audit", "--undo", "list").Output);

        Assert.Equal(0, house.Run("audit", "--undo", fingerprint).ExitCode);
        Assert.Equal("", Rules);
        house.Audit().Only("root-listener");
        Assert.Equal(3, house.Run("audit", "--undo", fingerprint).ExitCode);
        Assert.Empty(Directory.GetFiles(house.Net.Home.At("state", "berth", "undo"), "*.json"));
    }

    [Fact]
    public void What_somebody_removed_by_hand_is_taken_back_already()
    {
        Assert.Equal(0, house.Run("audit", "--fix", fingerprint, "--yes").ExitCode);
        house.Net.Must("nft", "flush", "ruleset");
        Assert.Equal(0, house.Run("audit", "--undo", fingerprint).ExitCode);
    }

    [Fact]
    public void At_a_terminal_two_yes_keep_it()
    {
        var result = AtTerminal(["y", "y"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("the finding is gone", result.Output);
        Assert.Contains("dport 4001", Rules);
        Assert.Empty(Directory.GetFiles(house.Net.Home.At("state", "berth", "undo"), "*.unconfirmed*"));
    }

    [Theory]
    [InlineData("n")]
    [InlineData("y", "n")]
    [InlineData("y", "")]
    public void At_a_terminal_one_no_takes_it_back(params string[] answers)
    {
        Assert.Equal(4, AtTerminal(answers).ExitCode);
        Assert.Equal("", Rules);
        Assert.Equal("", house.Run("audit", "--undo", "list").Output);
    }

    [Fact]
    public void Who_is_cut_off_by_it_is_let_in_again_when_the_time_is_up()
    {
        // The terminal goes away at the second question: what is left is the timer.
        var result = AtTerminal(["y"], "--keep-within", "1s");
        Assert.Contains("taken back in 1s", result.Output);
        Eventually.True(() => Rules.Length == 0, "the timer took the rule back");
        Eventually.True(() => house.Run("audit", "--undo", "list").Output.Length == 0, "nothing is left to take back");
    }

    [Fact]
    public void The_port_of_an_ssh_session_is_never_closed()
    {
        var result = house.RunAs([], ["audit", "--fix", fingerprint, "--yes"], environment: new Dictionary<string, string?> { ["SSH_CONNECTION"] = "192.168.77.9 50000 192.168.77.5 4001" });
        Assert.Equal(4, result.ExitCode);
        Assert.Contains("lock you out", result.Error);
        Assert.Equal("", Rules);
    }

    [Fact]
    public void An_ordinary_user_is_told_how_to_go_on()
    {
        house.Net.Must("sysctl", "-q", "-w", "net.ipv4.ip_unprivileged_port_start=80");
        var result = house.RunAs(NetworkNamespace.AsUser(House.Somebody), ["audit", "--fix", "low-ports-free", "--yes"], folder: "/", environment: Own);
        Assert.Equal(6, result.ExitCode);
        Assert.Contains($"{BerthProgram.Sudo} audit --fix", result.Error);
    }

    [Fact]
    public void The_undo_is_on_disk_before_the_first_step()
    {
        // nft waits here until it is told to go on: then the whole of berth is killed.
        var (bin, go) = (house.Net.Home.At("bin"), house.Net.Home.At("started"));
        Directory.CreateDirectory(bin);
        File.WriteAllText(Path.Combine(bin, "nft"), $"#!/bin/sh\n[ \"$1\" = -f ] || exec /usr/sbin/nft.real \"$@\"\n/usr/sbin/nft.real \"$@\"\necho $PPID >{go}.new; mv {go}.new {go}\nwhile kill -0 $PPID; do sleep 0.05; done\n");
        File.SetUnixFileMode(Path.Combine(bin, "nft"), (UnixFileMode)0b111_101_101);
        using var berth = Server.Start(house.Net.Inside(["unshare", "--mount", "sh", "-c",
            "cp /usr/sbin/nft \"$HOME/nft.real\" && mount -t tmpfs none /mnt && mkdir /mnt/u /mnt/w && mount -t overlay -o lowerdir=/usr/sbin,upperdir=/mnt/u,workdir=/mnt/w none /usr/sbin && cp \"$HOME/nft.real\" /usr/sbin/nft.real && cp \"$0/nft\" /usr/sbin/nft && echo ready && exec \"$@\" >/dev/null 2>&1",
            bin, BerthProgram.Path, "audit", "--fix", fingerprint, "--yes"]), new Dictionary<string, string?>(house.Environment) { ["HOME"] = house.Net.Home.Path });
        var pid = Eventually.Get(() => File.Exists(go) ? File.ReadAllText(go).Trim() : null, "nft runs");
        Command.Must("kill", "-KILL", pid);
        berth.WaitForEnd();
        Assert.Contains("dport 4001", Rules);
        Assert.Equal(0, house.Run("audit", "--undo", fingerprint).ExitCode);
        Assert.Equal("", Rules);
    }

    [Fact]
    public void Settings_are_changed_now_and_for_later_and_taken_back_in_any_order()
    {
        house.Net.Must("sysctl", "-q", "-w", "net.ipv4.conf.lan0.route_localnet=1");
        house.Net.Must("sysctl", "-q", "-w", "net.ipv4.ip_unprivileged_port_start=80");
        house.Net.StartPython("s = listen('127.0.0.1', 40003); ready(); wait()", "--port", "40003");
        Directory.CreateDirectory(house.Net.Home.At("sysctl.d"));
        string[] rules = ["route-localnet", "low-ports-free", "eph-collision"];
        foreach (var rule in rules) Assert.Equal(0, WithSettings("--fix", rule, "--yes").ExitCode);
        var changed = house.Audit();
        foreach (var rule in rules) changed.None(rule);
        Assert.Equal(3, Directory.GetFiles(house.Net.Home.At("sysctl.d")).Length);
        foreach (var name in house.Run("audit", "--undo", "list").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]))
            Assert.Equal(0, WithSettings("--undo", name).ExitCode);
        var back = house.Audit();
        foreach (var rule in rules) back.Only(rule);
        Assert.Empty(Directory.GetFiles(house.Net.Home.At("sysctl.d")));
    }

    CommandResult WithSettings(params IReadOnlyList<string> words) =>
        house.RunAs(["unshare", "--mount", "sh", "-c", "mount --bind \"$HOME/sysctl.d\" /etc/sysctl.d && exec \"$@\"", "sh"], ["audit", .. words]);

    static Dictionary<string, string?> Own => new() { ["XDG_CONFIG_HOME"] = "/nonexistent", ["XDG_STATE_HOME"] = "/nonexistent" };

    public void Dispose() => house.Dispose();
}
