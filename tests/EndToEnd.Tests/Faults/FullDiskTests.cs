using System.Globalization;
using Berth.Counterparts;
using Berth.EndToEnd.Tests.BadInput;
using Berth.EndToEnd.Tests.Daemon;

namespace Berth.EndToEnd.Tests.Faults;

/// <summary>The daemon's disk is full, or broken, at the n-th write of its store: it lives on, says so, and loses no lease that it gave.</summary>
public sealed class FullDiskTests : IDisposable
{
    const int LastWrite = 12, MostTried = 8;

    // strace(1) lets go of the daemon when it is told to end.
    const string Attach = """
        import subprocess
        strace = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        told = ''
        for line in strace.stderr:
            told += line
            if 'attached' in line: break
        else: sys.exit(told)
        ready(); wait(); strace.terminate(); strace.wait()
        """;

    readonly Desk desk = new();

    [Fact]
    public void A_lease_that_was_given_stays_whatever_write_fails()
    {
        var given = new Dictionary<string, int> { ["first"] = desk.AddLease("first") };
        var pid = desk.DaemonPid;
        var all = from call in (string[])["pwrite64", "fdatasync", "ftruncate"] from error in (string[])["ENOSPC", "EIO"] from which in Enumerable.Range(1, LastWrite) select (call, error, which);
        var round = 0;
        foreach (var (call, error, which) in Rounds.Sample([.. all], MostTried))
        {
            var name = $"lease-{round++}";
            var failing = Failing(pid, call, error, which);
            // The first ones may pass, and the failing one must be told.
            for (var i = 0; i < 3; i++) Add($"{name}-{i}", $"{call} {which} with {error}");
            failing.End();
            Assert.Equal(pid, desk.DaemonPid);
            given[name] = desk.AddLease(name);
        }
        desk.KillDaemon();
        foreach (var (name, port) in given) Assert.Equal(port, desk.AddLease(name));

        void Add(string name, string what)
        {
            var result = desk.Run("lease", "add", name);
            Complaint.CheckIsNoTrace(result);
            if (result.ExitCode == 0) given[name] = int.Parse(result.Output, CultureInfo.InvariantCulture);
            else Assert.False(string.IsNullOrWhiteSpace(result.Error), what);
        }
    }

    // Only what goes to the store: -P follows its files, also by descriptor.
    Server Failing(int pid, string call, string error, int which)
    {
        var store = Directory.EnumerateFiles(desk.Berth, "*.db*").Order(StringComparer.Ordinal).ToArray();
        Assert.NotEmpty(store);
        string[] paths = [.. store.SelectMany(static file => (string[])["-P", file])];
        string[] strace = ["strace", "-f", "-o", "/dev/null", .. paths, "-e", $"trace={call}", "-e", string.Create(CultureInfo.InvariantCulture, $"inject={call}:error={error}:when={which}"), "-p", $"{pid}"];
        return Server.Start([Python.Path, "-c", Python.Prelude + Attach, .. strace]);
    }

    public void Dispose() => desk.Dispose();
}
