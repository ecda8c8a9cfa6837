using System.CommandLine;
using Berth.Cli.Commands.Auditing;
using Berth.Cli.Hosting;

namespace Berth.Cli.Commands;

/// <summary>`berth audit`: what on this machine is open that should not be, with evidence, reason, fix and undo.</summary>
static class AuditCommand
{
    const string Examples = """
        Examples:
          berth audit                        everything, worst first
          berth audit 5432 --no-probe        one port, without asking the service
          berth audit --explain redis-noauth what a rule sees, why, and what to do
          berth audit --fail-on high --json  for CI: ends with 9 when a finding is high or critical
          berth audit --accept 5f0c2a91b7d3e846 --reason "shared test database" --until 2027-01-31

        Services are asked on this machine's own addresses only, with requests that read: one connection at a time, 300 ms each.
        """;

    public static Command Create(Surroundings around)
    {
        var words = new Argument<string[]>("filter") { Arity = ArgumentArity.ZeroOrMore, HelpName = "filter", Description = "A port, a range or a filter as of `berth ls`" };
        words.CompletionSources.Add(Completions.Ports(around));
        var noProbe = new Option<bool>("--no-probe") { Description = "Do not ask the services what they are" };
        var explain = new Option<string?>("--explain") { Description = "Say what a rule sees and why it matters; `list` names them all", HelpName = "rule" };
        explain.CompletionSources.Add(static _ => Engine.Audit.RuleCatalogue.All.Select(static rule => new System.CommandLine.Completions.CompletionItem(rule.Info.Id)));
        var accept = new Option<string?>("--accept") { Description = "Accept a finding, so that it is not shown again", HelpName = "finding" };
        var reason = new Option<string?>("--reason") { Description = "Why it is accepted", HelpName = "text" };
        var until = new Option<string?>("--until") { Description = "The last day on which it is accepted", HelpName = "yyyy-mm-dd" };
        var who = new Option<string?>("--who") { Description = "Who accepts it; your user name when left out", HelpName = "name" };
        var command = new Command("audit", "Find what is open that should not be, and say how to close it") { words, noProbe, explain, accept, reason, until, who };
        var findings = new FindingOptions(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(explain) is { } rule) return RuleText.Write(rule, around);
            if (parsed.GetValue(accept) is { } fingerprint) return Accepting.Run(fingerprint, parsed.GetValue(reason), parsed.GetValue(until), parsed.GetValue(who), around);
            return new AuditRun(around).Run(new AuditRequest { Words = parsed.GetValue(words) ?? [], Choices = findings.Read(parsed), NoProbe = parsed.GetValue(noProbe) });
        });
        return command.WithExamples(Examples);
    }
}
