using Berth.Model.Addressing;
using Berth.Model.Machine;
using Berth.Projects.Configuration;

namespace Berth.Projects.Tests.Configuration;

public class BerthFileTests
{
    static BerthFile Parse(string text) => BerthFile.Parse("berth.yaml", "/home/ada/shop", text);

    [Fact]
    public void A_policy_names_ports_and_how_far_they_reach()
    {
        var file = Parse("""
            policy:
              ports:
                - port: 3000
                - port: 8000-8010
                  reach: lan
                - port: 53
                  protocol: udp
                  reach: container
              others: allow
            """);
        Assert.Empty(file.Problems);
        Assert.False(file.Policy!.ForbidsOthers);
        Assert.Equal(
            [new(PortRange.Of(3000, 3000), Protocol.Tcp, ReachLevel.Host, 3), new(PortRange.Of(8000, 8010), Protocol.Tcp, ReachLevel.Lan, 4), new(PortRange.Of(53, 53), Protocol.Udp, ReachLevel.Container, 6)],
            file.Policy.Ports);
    }

    [Fact]
    public void Accepted_findings_say_who_and_why()
    {
        var file = Parse("""
            accept:
              - rule: dev-wide
                who: ada
                reason: phones test against it
                until: 2027-01-31
            """);
        Assert.Empty(file.Problems);
        Assert.Equal(new("", "dev-wide", null, "ada", new DateOnly(2027, 1, 31), "phones test against it"), Assert.Single(file.Accepted));
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "polcy:\n  ports: []\n", "berth.yaml:1:1: `polcy` is not known here; did you mean `policy`?" },
        { "policy:\n  ports:\n    - prt: 3000\n", "berth.yaml:3:7: `port` is missing" },
        { "policy:\n  ports:\n    - port: 70000\n", "berth.yaml:3:13: `port: 70000` is not a port or a range of ports, such as 3000 or 3000-3010" },
        { "policy:\n  ports:\n    - port: 3000\n      reach: world\n", "berth.yaml:4:14: `reach: world` is not one of host, container, lan, vpn, internet" },
        { "policy:\n  ports: 3000\n", "berth.yaml:2:10: `ports` must be a list: each item begins with `- `" },
        { "policy:\n  others: maybe\n", "berth.yaml:2:11: `others: maybe` is not one of forbid, allow" },
        { "policy: []\n", "berth.yaml:1:9: `policy` must be `name: value` lines, not an empty list" },
        { "accept:\n  - rule: dev-wide\n    who: ada\n", "berth.yaml:2:5: `reason` is missing" },
        { "accept:\n  - who: ada\n    reason: so\n", "berth.yaml:2:5: an accepted finding needs `finding:` (its 16 digits) or `rule:`" },
        { "accept:\n  - rule: dev-wide\n    who: ada\n    reason: so\n    until: soon\n", "berth.yaml:5:12: `until: soon` is not a day. Write it as 2027-01-31" },
        { "policy: {\n", "berth.yaml:2:1: is not YAML here" },
        { "- a\n- b\n", "berth.yaml:1:1: `berth.yaml` must be `name: value` lines, not a list" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void A_mistake_is_told_with_its_place(string text, string said) =>
        Assert.Contains(Parse(text).Problems, problem => problem.ToString().StartsWith(said, StringComparison.Ordinal));

    [Fact]
    public void Every_mistake_is_told_at_once() =>
        Assert.Equal(2, Parse("policy:\n  ports:\n    - port: x\n  others: y\n").Problems.Count);

    [Fact]
    public void A_file_without_end_is_refused() =>
        Assert.Contains("nested deeper", Assert.Single(Parse(new string('[', 100_000)).Problems).Text, StringComparison.Ordinal);

    [Fact]
    public void An_empty_file_says_nothing()
    {
        var file = Parse("# nothing yet\n");
        Assert.Null(file.Policy);
        Assert.Empty(file.Problems);
    }
}
