using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.BadInput;

public sealed class MissingProcTests : IDisposable
{
    readonly NetworkNamespace net = new();

    public MissingProcTests() => net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");

    // Of the fallback, which needs the .NET runtime: that does not start without /proc, with a message of its own.
    static bool IsNative => File.ReadAllBytes(BerthProgram.Path).Length > 4_000_000;

    CommandResult WithoutProc(params IReadOnlyList<string> words) =>
        net.Run(["unshare", "-m", "sh", "-c", "umount -l /proc && exec \"$0\" \"$@\"", BerthProgram.Path, .. words]);

    [Fact]
    public void Without_proc_sockets_are_listed_and_the_reason_is_true()
    {
        var result = WithoutProc("ls", "--json", "--columns", "all");
        if (!IsNative)
        {
            Assert.NotEqual((0, ""), (result.ExitCode, result.Error));
            return;
        }
        var row = Assert.Single(Listing.Read(result).Rows);
        Assert.Equal((3000, "hidden"), (row.Json.GetProperty("port").GetInt32(), row.How("pid")));
        Assert.Contains("/proc is not mounted", row.Reason("pid"), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_proc_nothing_is_freed()
    {
        var result = WithoutProc("free", "3000", "--yes");
        Assert.NotEqual(0, result.ExitCode);
        if (IsNative) Assert.Equal((8, true), (result.ExitCode, result.Error.Contains("/proc is not mounted", StringComparison.Ordinal)));
    }

    [Fact]
    public void Without_proc_doctor_says_so()
    {
        var result = WithoutProc("doctor", "kernel");
        if (IsNative) Assert.Contains("/proc is not mounted", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("first pid namespace:", result.Output, StringComparison.Ordinal);
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
