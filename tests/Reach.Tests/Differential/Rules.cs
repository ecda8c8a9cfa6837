using System.Runtime.Versioning;
using Berth.Linux.Namespaces;
using Berth.Linux.ProcFs;
using Berth.Linux.Programs;
using Berth.Model.Firewall;
using Berth.Probes.Linux.Firewall;

namespace Berth.Reach.Tests;

/// <summary>Has the programs load rules in a namespace of the test's own, and reads them there as Berth does.</summary>
[SupportedOSPlatform("linux")]
static class Rules
{
    public static FirewallRules OfNft(string text) => Read(("nft", ["-f", "-"], text));

    public static FirewallRules OfIptables(string v4, string v6 = "", bool legacy = false)
    {
        var kind = legacy ? "legacy" : "nft";
        return Read(($"iptables-{kind}-restore", [], v4), ($"ip6tables-{kind}-restore", [], v6));
    }

    /// <summary>Whether this nft and this kernel take the rules; nothing is kept.</summary>
    public static bool Takes(string text) => IsTaken("nft", ["-c", "-f", "-"], text);

    public static bool TakesIptables(string text, bool legacy) => IsTaken(legacy ? "iptables-legacy-restore" : "iptables-nft-restore", ["-t"], text);

    static bool IsTaken(string program, string[] arguments, string text)
    {
        using var place = PrivateNamespace.Create(out var error) ?? throw new InvalidOperationException(error.ToString());
        var isTaken = false;
        place.Run(() => isTaken = SystemProgram.Run(program, arguments, text).Problem is null, out _);
        return isTaken;
    }

    public static FirewallRules Read(params (string Program, string[] Arguments, string Input)[] loads)
    {
        using var place = PrivateNamespace.Create(out var error) ?? throw new InvalidOperationException(error.ToString());
        FirewallRules? rules = null;
        place.Run(() =>
        {
            SystemProgram.Run("ip", ["link", "set", "lo", "up"]);
            foreach (var (program, arguments, input) in loads)
            {
                if (input.Length == 0) continue;
                var output = SystemProgram.Run(program, arguments, input);
                if (output.Problem is { } problem) throw new InvalidOperationException($"{problem}\n{input}");
            }
            using var proc = ProcDirectory.Open(out _)!;
            var known = new FirewallReader(proc).Read();
            rules = known.Value ?? throw new InvalidOperationException(known.Reason);
        }, out _);
        return rules!;
    }
}
