using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.BadInput;

public sealed class MissingProcTests : IDisposable
{
    readonly NetworkNamespace net = new();

    public MissingProcTests() => net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");

    /// <summary>The .NET runtime itself does not start without /proc: its message and code, not ours.</summary>
    [Fact]
    public void Without_proc_it_ends_with_a_message_and_without_data()
    {
        var result = net.Run("unshare", "-m", "sh", "-c", "mount -t tmpfs none /proc && exec \"$0\" ls", BerthProgram.Path);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.NotEqual("", result.Error);
        Assert.DoesNotContain("   at ", result.Error);
    }

    [Fact]
    public void Where_proc_shows_only_ones_own_processes_the_others_are_hidden()
    {
        var result = net.Run(["unshare", "-m", "sh", "-c", "mount -t proc -o hidepid=2 proc /proc && exec \"$@\"", "sh",
            .. NetworkNamespace.AsUser(65534), BerthProgram.Path, "ls", "--json", "--columns", "all"]);
        var row = Assert.Single(Listing.Read(result).Rows);
        Assert.True(row.IsNull("pid"));
        Assert.Equal("hidden", row.How("pid"));
        Assert.Contains("another user's process (root, uid 0", row.Reason("pid"));
    }

    [Fact]
    public void A_holder_outside_of_this_pid_namespace_is_hidden_with_the_reason()
    {
        var result = net.Run("unshare", "-p", "-f", "--mount-proc", BerthProgram.Path, "ls", "--json", "--columns", "all");
        var row = Assert.Single(Listing.Read(result).Rows);
        Assert.True(row.IsNull("pid"));
        Assert.Contains("outside of this pid namespace", row.Reason("pid"));
    }

    [Theory]
    [InlineData("HOME=/nonexistent/home")]
    [InlineData("HOME=")]
    [InlineData("XDG_CACHE_HOME=/proc/nowhere")]
    [InlineData("TERM=")]
    public void An_unusual_environment_is_survived(string setting)
    {
        var result = net.Run("env", "-i", setting, BerthProgram.Path, "ls", "--json");
        Assert.Single(Listing.Read(result).Rows);
        Assert.Equal("", result.Error);
    }

    public void Dispose() => net.Dispose();
}
