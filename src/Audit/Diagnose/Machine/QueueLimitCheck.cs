using Berth.Audit.Diagnose.Cases;
using Berth.Engine.Explain;
using Berth.Model.Diagnosis;

namespace Berth.Audit.Diagnose.Machine;

/// <summary>The kernel lets accept queues be long enough: a listener's backlog is cut to somaxconn without a word (listen(2)).</summary>
sealed class QueueLimitCheck : ICheck
{
    // 128 was Linux's own until 5.4; less makes a burst of a page's requests fail.
    const long Enough = 128;

    public string Name => "backlog";

    public Diagnosis? Judge(MachineFacts facts)
    {
        if (facts.LongestQueue is not (< Enough and var longest)) return null;
        var cut = HungCheck.Listeners(facts).Where(row => row.Socket.SendQueue >= longest).ToList();
        if (cut.Count == 0) return null;
        return new Diagnosis(
            "backlog-limited", $"The kernel cuts every accept queue to {longest}: a burst of connections is dropped.",
            [$"net.core.somaxconn is {longest}; Linux's own is 4096.", $"{Words.Count(cut.Count, "listener")} {(cut.Count == 1 ? "has" : "have")} just that backlog: {Words.Join(cut.Take(4).Select(static row => Words.Place(row.Socket)))}."],
            Say.Setting(facts.Snapshot.Host, "Let them be longer, then start the servers again", "net.core.somaxconn", "4096", $"{longest}"));
    }

    public string Seen(MachineFacts facts) => facts.LongestQueue is { } longest ? $"accept queues may be {longest} long (somaxconn)" : "could not be read";
}
