using Berth.Counterparts;
using Berth.EndToEnd.Tests.BadInput;

namespace Berth.EndToEnd.Tests.Faults;

/// <summary>Each system call by which a command looks at the machine fails once. It never crashes, and no row is lost in silence.</summary>
public sealed class RefusedCallTests : IDisposable
{
    const int MostTried = 40;

    static readonly string[] errors = ["EPERM", "EACCES", "ENOSYS", "EMFILE"];

    readonly NetworkNamespace net = new();
    readonly Server server;

    public RefusedCallTests() => server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");

    [Theory]
    [InlineData("")]
    [InlineData("walk")]
    [InlineData("procnet,walk")]
    public void A_listing_with_a_call_refused_has_the_row_or_says_what_is_missing(string way)
    {
        string[] command = [BerthProgram.Path, "ls", "--json", "--columns", "port,pid,owner,user,project,command,unit", .. way.Length > 0 ? (string[])["--via", way] : []];
        foreach (var (call, error) in Tried(command))
        {
            var result = Calls.RunRefusing(net, call, error, command);
            var what = $"{call} with {error}: exit code {result.ExitCode}, {result.Output}{result.Error}";
            Assert.True(result.ExitCode is >= 0 and < 128, what);
            Complaint.CheckIsNoTrace(result);
            if (result.ExitCode != 0)
            {
                Assert.False(string.IsNullOrWhiteSpace(result.Error), what);
                continue;
            }
            var listing = Listing.Read(result);
            if (listing.Rows.SingleOrDefault(row => row.Number("port") == 3000) is not { } row)
            {
                Assert.True(listing.Shortfalls.Count > 0, what);
                continue;
            }
            // What is not known is told as such; what is told is true.
            if (row.IsNull("pid")) Assert.True(row.How("pid") != "observed", what);
            else Assert.True(row.Pids.SequenceEqual([server.Pid]), what);
        }
    }

    [Theory]
    [InlineData("explain 3000")]
    [InlineData("free 3000 --dry-run")]
    [InlineData("audit --no-probe")]
    [InlineData("next")]
    public void No_command_crashes_when_a_call_is_refused(string words)
    {
        string[] command = [BerthProgram.Path, .. words.Split(' ')];
        foreach (var (call, error) in Tried(command, MostTried / 3))
        {
            var result = Calls.RunRefusing(net, call, error, command);
            Assert.True(result.ExitCode is >= 0 and < 128, $"{call} with {error}: exit code {result.ExitCode}, {result.Output}{result.Error}");
            Complaint.CheckIsNoTrace(result);
        }
        Assert.False(server.HasEnded);
    }

    IReadOnlyList<(Call Call, string Error)> Tried(string[] command, int most = MostTried)
    {
        var calls = Calls.Of(net, command);
        Assert.NotEmpty(calls);
        return Rounds.Sample([.. calls.SelectMany(static call => errors.Select(error => (call, error)))], most);
    }

    public void Dispose() => net.Dispose();
}
