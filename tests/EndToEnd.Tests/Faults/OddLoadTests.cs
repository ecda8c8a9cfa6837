using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Faults;

/// <summary>Every way of reading against the truth of who made the sockets: none missing, none invented, no holder left out.</summary>
public sealed class OddLoadTests : IDisposable
{
    readonly NetworkNamespace net = new();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(Rounds.Seed, Rounds.IsLong ? 20 : 2)];

    [Theory, MemberData(nameof(Seeds))]
    public void Root_sees_every_holder_by_every_way(int seed)
    {
        var truth = OddLoad.Start(net, seed);
        foreach (var way in new[] { "netlink,bpf", "netlink,walk", "procnet,walk" })
        {
            var rows = BerthProgram.List(net, "--via", way, "--columns", "port,pid").Rows;
            Assert.Equal(truth.Keys.Order(), rows.Select(static row => (int)row.Number("port")).Order());
            foreach (var row in rows)
            {
                var (kind, pids) = truth[(int)row.Number("port")];
                var what = $"{way}, seed {seed}, {kind}: {row}";
                if (pids.Length == 0) Assert.True(row.IsNull("pid") && row.How("pid") == "hidden", what);
                else Assert.True(!row.IsNull("pid") && row.Pids.Order().SequenceEqual(pids.Order()), $"{what}; held by {string.Join(' ', pids)}");
            }
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void An_ordinary_user_is_told_nothing_that_is_not_so(int seed)
    {
        var truth = OddLoad.Start(net, seed);
        foreach (var row in BerthProgram.ListAs(65534, net, "--columns", "port,pid").Rows)
            if (row.IsNull("pid")) Assert.NotEqual("observed", row.How("pid"));
            else Assert.Empty(row.Pids.Except(truth[(int)row.Number("port")].Pids));
    }

    public void Dispose() => net.Dispose();
}
