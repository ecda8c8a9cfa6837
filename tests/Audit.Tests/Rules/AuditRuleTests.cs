using Berth.Audit.Catalogue;
using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Protocols;
using Berth.Model.Services;
using Berth.Model.Sockets;

namespace Berth.Audit.Tests.Rules;

public class AuditRuleTests
{
    public static TheoryData<string, string> Names => [.. Cases.All.Select(static one => (one.Rule, one.Name))];

    static IAuditRule Rule(string id) => RuleCatalogue.All.Single(rule => rule.Info.Id == id);

    [Theory, MemberData(nameof(Names))]
    public void A_rule_finds_what_it_should_and_nothing_else(string rule, string name)
    {
        var one = Cases.All.Single(candidate => (candidate.Rule, candidate.Name) == (rule, name));
        var found = Rule(rule).Find(new AuditView(one.Facts)).ToArray();
        if (one.Expected is not { } severity) Assert.Empty(found);
        else Assert.Contains(severity, found.Select(static finding => finding.Severity));
    }

    [Fact]
    public void Every_rule_has_a_case_that_it_finds_and_one_that_it_does_not()
    {
        var all = Cases.All.ToArray();
        foreach (var rule in RuleCatalogue.All)
        {
            Assert.True(all.Any(one => one.Rule == rule.Info.Id && one.Expected is not null), $"{rule.Info.Id} has no case that it finds");
            Assert.True(all.Any(one => one.Rule == rule.Info.Id && one.Expected is null), $"{rule.Info.Id} has no case that it passes over");
        }
    }

    [Fact]
    public void Every_rule_says_what_it_is_and_what_to_do()
    {
        var ids = RuleCatalogue.All.Select(static rule => rule.Info.Id).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        foreach (var rule in RuleCatalogue.All.Select(static rule => rule.Info))
        {
            Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)+$|^autobind$", rule.Id);
            Assert.False(rule.Title.EndsWith('.'), rule.Id);
            foreach (var text in (string[])[rule.Sees, rule.Why, rule.Fix, rule.Undo]) Assert.True(text.EndsWith('.') && text.Length > 15, $"{rule.Id}: {text}");
        }
    }

    // What a command may name in place of the port: a file, a process, a setting, a unit of the finding's own, the machine's Docker.
    static readonly string[] others =
    [
        "nft add rule ", "chmod ", "kill ", "gpasswd ", "sysctl ", "update-alternatives ", "sudo berth audit", "berth explain pid:", "systemctl restart docker", "systemctl restart web.service", "systemctl edit ", "systemctl revert ",
    ];

    /// <summary>A second server of the kind may run beside the one that was found: a command that names no port would go to the usual one.</summary>
    [Fact]
    public void A_command_goes_to_the_server_that_was_found()
    {
        foreach (var one in Cases.All.Where(static one => one.Expected is not null))
            foreach (var finding in Rule(one.Rule).Find(new AuditView(one.Facts)))
                foreach (var command in finding.Fixes.SelectMany(static fix => (string?[])[fix.Command, fix.Undo]).OfType<string>())
                {
                    if (finding.Endpoint is not { Port: var port } || others.Any(other => command.StartsWith(other, StringComparison.Ordinal))) continue;
                    Assert.True(command.Contains(port.ToString(), StringComparison.Ordinal), $"{finding.Rule} ({one.Name}) of port {port}: {command}");
                }
    }

    // A proof holds for the source that it was made from: what loopback is answered says nothing of a caller from the network.
    [Fact]
    public void What_is_said_of_a_network_was_answered_to_a_caller_from_there()
    {
        var told = 0;
        foreach (var one in Cases.All.Where(static one => one.Expected is not null && one.Facts.Answers.Any(static answer => answer.Endpoint.Address.IsLoopback)))
        {
            var rule = Rule(one.Rule);
            // What is found without an answer needs none.
            if (rule.Find(new AuditView(one.Facts with { Answers = [] })).Any()) continue;
            var refused = rule.Find(new AuditView(Answered(one.Facts, static answer => answer with { Protocol = null, Outcome = ProbeOutcome.Closed, Product = null, Http = null, Certificate = null, Details = none })));
            Assert.All(refused, finding => Assert.True(finding.Reach == ReachLevel.Host.Name(), $"{finding.Rule}: {one.Name}"));
            var served = rule.Find(new AuditView(Answered(one.Facts, static answer => answer))).ToList();
            Assert.Contains(one.Expected!.Value, served.Select(static finding => finding.Severity));
            told++;
        }
        Assert.True(told > 20);

        static AuditFacts Answered(AuditFacts facts, Func<ProtocolFacts, ProtocolFacts> beyond) => facts with { Answers = [.. facts.Answers.Select(answer => answer with { FromBeyond = beyond(answer) })] };
    }

    static readonly Dictionary<string, string> none = [];

    [Fact]
    public void Every_finding_has_evidence_a_reason_and_a_stable_name()
    {
        foreach (var one in Cases.All.Where(static one => one.Expected is not null))
            foreach (var finding in Rule(one.Rule).Find(new AuditView(one.Facts)))
            {
                Assert.NotEmpty(finding.Evidence);
                Assert.NotEmpty(finding.Why);
                Assert.False(finding.Title.EndsWith('.'), finding.Title);
                Assert.Matches("^[0-9a-f]{16}$", finding.Fingerprint);
                Assert.Equal(finding.Fingerprint, (finding with { Pid = 77, Title = "other words", Severity = Severity.Info }).Fingerprint);
                Assert.True(finding.Fixes.Count > 0 || finding.Severity == Severity.Info, $"{finding.Rule} says nothing to do");
            }
    }
}
