using System.Text.Json;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Audit;

/// <summary>`berth audit --prove`: the kernel's own word on the rules, without touching them.</summary>
public sealed class ProveTests : IDisposable
{
    readonly NetworkNamespace network = new();

    public ProveTests()
    {
        network.Must("ip", "link", "add", "lan0", "type", "bridge");
        network.Must("ip", "addr", "add", "192.168.77.5/24", "dev", "lan0");
        network.Must("ip", "link", "set", "lan0", "up");
    }

    public void Dispose() => network.Dispose();

    const string Rules = """
        table inet filter {
          chain input {
            type filter hook input priority filter; policy drop;
            iifname "lo" accept
            ct state established,related accept
            ip saddr 192.168.77.0/25 tcp dport 8080 accept
          }
        }

        """;

    JsonElement Audit(params IReadOnlyList<string> arguments)
    {
        var result = BerthProgram.Run(network, ["audit", "--no-probe", "--json", .. arguments]);
        Assert.Equal(0, result.ExitCode);
        return JsonDocument.Parse(result.Output).RootElement;
    }

    [Fact]
    public void The_kernel_agrees_and_nothing_of_it_is_left()
    {
        network.RunWith(["nft", "-f", "-"], Rules);
        network.StartPython("s = listen('0.0.0.0', 8080); t = listen('0.0.0.0', 9090); ready(); wait()");
        var before = (network.Must("nft", "list", "ruleset"), network.Must("ip", "-o", "link"));

        var report = Audit("--prove");
        Assert.StartsWith("Proven: the kernel agrees", report.GetProperty("proof").GetString(), StringComparison.Ordinal);
        var open = report.GetProperty("findings").EnumerateArray().First(finding => finding.GetProperty("rule").GetString() == "root-listener");
        Assert.Equal(8080, open.GetProperty("endpoint").GetProperty("port").GetInt32());
        Assert.Equal("proven", open.GetProperty("reach_proof").GetString());
        Assert.Contains(open.GetProperty("evidence").EnumerateArray(), evidence => evidence.GetProperty("source").GetString() == "twin");
        // Filtered, so it is no finding.
        Assert.DoesNotContain(report.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("endpoint") is { ValueKind: JsonValueKind.Object } place && place.GetProperty("port").GetInt32() == 9090);

        Assert.Equal(before, (network.Must("nft", "list", "ruleset"), network.Must("ip", "-o", "link")));
    }

    [Fact]
    public void Without_the_right_it_says_so()
    {
        network.StartPython("s = listen('0.0.0.0', 8080); ready(); wait()");
        var result = BerthProgram.RunAs(65534, network, "audit", "--no-probe", "--json", "--prove");
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("Not proven: ", JsonDocument.Parse(result.Output).RootElement.GetProperty("proof").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_asks_it_nothing_is_said() => Assert.Equal(JsonValueKind.Null, Audit().GetProperty("proof").ValueKind);
}
