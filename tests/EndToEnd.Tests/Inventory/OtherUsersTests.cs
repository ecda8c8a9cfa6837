using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Inventory;

public sealed class OtherUsersTests : IDisposable
{
    const int Asker = 65534, Stranger = 65533;

    readonly NetworkNamespace net = new();

    [Fact]
    public void A_strangers_process_is_hidden_and_never_invented()
    {
        using var server = net.StartPythonAs(Stranger, "s = listen('127.0.0.1', 3000); ready(); wait()");
        var listing = BerthProgram.ListAs(Asker, net, "--columns", "all");
        var row = Assert.Single(listing.Rows);
        foreach (var field in new[] { "pid", "owner", "process", "command", "executable", "directory", "project", "uptime", "started" })
        {
            Assert.True(row.IsNull(field), field);
            Assert.Equal("hidden", row.How(field));
            Assert.Contains("another user's process (uid 65533", row.Reason(field));
        }
        Assert.Contains("hidden", Assert.Single(listing.Shortfalls));
    }

    [Fact]
    public void The_sockets_own_user_is_told_all_the_same()
    {
        using var server = net.StartPythonAs(Stranger, "s = listen('127.0.0.1', 3000); ready(); wait()");
        var row = Assert.Single(BerthProgram.ListAs(Asker, net, "--columns", "port,uid,user").Rows);
        Assert.Equal("[65533]", row.Json.GetProperty("uid").GetRawText());
        Assert.Equal(["65533"], row.Texts("user"));
        Assert.Equal("observed", row.How("uid"));
    }

    [Fact]
    public void A_user_outside_of_our_user_namespace_is_nobody_that_we_know()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
        var result = net.Run([.. NetworkNamespace.AsUser(Stranger), "unshare", "-Ur", BerthProgram.Path, "ls", "--json", "--columns", "port,user,uid,pid"]);
        var row = Assert.Single(Listing.Read(result).Rows);
        foreach (var field in new[] { "user", "uid", "pid" })
        {
            Assert.True(row.IsNull(field), field);
            Assert.Equal("hidden", row.How(field));
        }
        Assert.DoesNotContain("65534", result.Output);
    }

    [Fact]
    public void The_table_has_a_reason_in_place_of_a_blank()
    {
        using var server = net.StartPythonAs(Stranger, "s = listen('127.0.0.1', 3000); ready(); wait()");
        var result = BerthProgram.RunAs(Asker, net, "ls");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("3000", result.Output);
        Assert.Contains("hidden", result.Output + result.Error);
        Assert.Contains(BerthProgram.Sudo, result.Error);
    }

    [Fact]
    public void The_command_that_is_proposed_shows_it_as_it_stands()
    {
        using var server = net.StartPythonAs(Stranger, "s = listen('127.0.0.1', 3000); ready(); wait()");
        var told = BerthProgram.RunAs(Asker, net, "ls").Error.Trim();
        var command = told[(told.IndexOf(": sudo ", StringComparison.Ordinal) + ": sudo ".Length)..];
        // As sudo runs it: with root's rights, and a PATH of its own.
        var result = net.Run(["/usr/bin/env", "-i", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "/bin/sh", "-c", command]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"{server.Pid}", result.Output);
    }

    [Fact]
    public void Many_namespaces_that_may_not_be_entered_are_one_line()
    {
        using var others = new NetworkNamespaces(5);
        var result = BerthProgram.RunAs(Asker, net, "ls", "--netns", "all");
        Assert.Single(result.Error.Split('\n'), line => line.Contains("could not be entered", StringComparison.Ordinal));
        Assert.DoesNotContain("could not be entered", BerthProgram.RunAs(Asker, net, "explain", "3000").Error);
    }

    sealed class NetworkNamespaces(int count) : IDisposable
    {
        readonly NetworkNamespace[] all = [.. Enumerable.Range(0, count).Select(_ => new NetworkNamespace())];

        public void Dispose()
        {
            foreach (var one in all) one.Dispose();
        }
    }

    [Fact]
    public void Ones_own_process_is_seen_without_rights()
    {
        using var mine = net.StartPythonAs(Asker, "s = listen('127.0.0.1', 3000); ready(); wait()");
        using var theirs = net.StartPythonAs(Stranger, "s = listen('127.0.0.1', 3001); ready(); wait()");
        var rows = BerthProgram.ListAs(Asker, net, "--columns", "all").Rows;
        var own = Assert.Single(rows, row => row.Number("port") == 3000);
        Assert.Equal([mine.Pid], own.Pids);
        Assert.Equal("observed", own.How("pid"));
        Assert.True(Assert.Single(rows, row => row.Number("port") == 3001).IsNull("pid"));
    }

    [Fact]
    public void Without_rights_it_says_which_way_it_went()
    {
        Assert.Equal(["netlink", "walk"], BerthProgram.ListAs(Asker, net).Via);
        Assert.Equal("netlink", BerthProgram.List(net).Via[0]);
        Assert.Empty(BerthProgram.List(net).Shortfalls);
    }

    public void Dispose() => net.Dispose();
}
