using Berth.Engine.Reach;
using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Knowledge;
using Berth.Model.Machine;

namespace Berth.Reach.Tests;

/// <summary>Asks the evaluator about one listener of a machine.</summary>
static class Asked
{
    public static Reachability Of(FirewallRules rules, string listener, HostFacts? host = null, Protocol protocol = Protocol.Tcp) =>
        new ReachJudge(host ?? Hosts.Server, Known.Observed(rules)).Of(Hosts.Listener(listener, protocol));

    /// <summary>The verdict on one class of callers; the interface where one class comes by several.</summary>
    public static ClassVerdict Class(FirewallRules rules, string listener, SourceClass from, string? by = null, InetFamily family = InetFamily.V4, HostFacts? host = null) =>
        Of(rules, listener, host).Classes.OrderByDescending(one => one.IsCertain).First(one => one.From == from && one.Family == family && (by is null || one.Interface == by));

    public static PathVerdict Verdict(FirewallRules rules, string listener, SourceClass from, string? by = null, InetFamily family = InetFamily.V4, HostFacts? host = null) =>
        Class(rules, listener, from, by, family, host).Verdict;

    public static string Dump(string name)
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Berth.slnx"))) return File.ReadAllText(Path.Combine(folder, "tests/Reach.Tests/Dumps", name));
        throw new InvalidOperationException("this test runs from a build inside the checkout");
    }
}
