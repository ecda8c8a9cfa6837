using Berth.Audit.Catalogue;
using Berth.Model.Results;
using System.CommandLine;
using System.Runtime.Versioning;
using Berth.Actions.Changes;
using Berth.Cli.Arguments;
using Berth.Cli.Commands.Auditing;
using Berth.Cli.Commands.Auditing.Fixing;
using Berth.Cli.Hosting;
using Berth.Places;
using Berth.Workbench.Auditing;
using Berth.Workbench.Mending;

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
          berth audit --fix 5f0c2a91b7d3e846 shows what it would change, asks, changes it, audits again
          berth audit --accept 5f0c2a91b7d3e846 --reason "shared test database" --until 2027-01-31

        Services are asked on this machine's own addresses only, with requests that read: one connection at a time, 300 ms each.
        """;

    public static Command Create(CommandContext context)
    {
        var words = new Argument<string[]>("filter") { Arity = ArgumentArity.ZeroOrMore, HelpName = "filter", Description = "A port, a range or a filter as of `berth ls`" };
        words.CompletionSources.Add(Completions.Ports(context));
        var noProbe = new Option<bool>("--no-probe") { Description = "Do not ask the services what they are" };
        var prove = new Option<bool>("--prove") { Description = "Let the kernel decide who can connect, in a copy of this machine's network (root)" };
        var explain = new Option<string?>("--explain") { Description = "Say what a rule sees and why it matters; `list` names them all", HelpName = "rule" };
        explain.CompletionSources.Add(static _ => RuleCatalogue.All.Select(static rule => new System.CommandLine.Completions.CompletionItem(rule.Info.Id)));
        var accept = new Option<string?>("--accept") { Description = "Accept a finding, so that it is not shown again", HelpName = "finding" };
        var reason = new Option<string?>("--reason") { Description = "Why it is accepted", HelpName = "text" };
        var until = new Option<string?>("--until") { Description = "The last day on which it is accepted", HelpName = "yyyy-mm-dd" };
        var who = new Option<string?>("--who") { Description = "Who accepts it; your user name when left out", HelpName = "name" };
        var fix = new Option<string?>("--fix") { Description = "Mend a finding: shows the diff, asks, changes, audits again", HelpName = "finding" };
        var undo = new Option<string?>("--undo") { Description = "Take back what --fix changed; `list` names what there is", HelpName = "finding" };
        var yes = new Option<bool>("--yes", "-y") { Description = "With --fix: do not ask" };
        var dryRun = new Option<bool>("--dry-run", "-n") { Description = "With --fix: only show the diff" };
        var keepWithin = new Option<string>("--keep-within") { Description = "With --fix: how long a firewall change stays without your second yes", HelpName = "time", DefaultValueFactory = static _ => "60s" };
        var takeBack = new Option<string?>("--take-back") { Hidden = true };
        var command = new Command("audit", "Find what is open that should not be, and say how to close it") { words, noProbe, prove, explain, fix, undo, yes, dryRun, keepWithin, accept, reason, until, who, takeBack };
        var findings = new FindingOptions(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(explain) is { } rule) return RuleText.Write(rule, context);
            if (parsed.GetValue(accept) is { } fingerprint) return Accepting.Run(fingerprint, parsed.GetValue(reason), parsed.GetValue(until), parsed.GetValue(who), context);
            var id = parsed.GetValue(fix) ?? parsed.GetValue(undo) ?? parsed.GetValue(takeBack);
            if (id is not null && OperatingSystem.IsLinux()) return Change(id);
            if (id is not null) throw new UsageException("berth audit: on this system Berth changes nothing itself. What to do stands with each finding.");
            var choices = findings.Read(parsed);
            var report = Done(new AuditMachine(context.ForWorkbench(), Request()).Run());
            return FindingsOutput.Write(report, choices, [.. RuleCatalogue.All.Select(static rule => rule.Info)], context);

            AuditRequest Request() => new()
            {
                Filter = parsed.GetValue(words) is { Length: > 0 } typed ? FilterWords.Read("berth audit", typed) : null,
                NoProbe = parsed.GetValue(noProbe),
                Prove = parsed.GetValue(prove),
                Known = FindingsOutput.Known(findings.Read(parsed)),
            };

            [SupportedOSPlatform("linux")]
            int Change(string id)
            {
                var folder = UserFolders.State ?? throw new UsageException("berth audit: there is no HOME to keep the undo in, so nothing is changed. Set HOME or XDG_STATE_HOME.");
                var book = new ChangeBook($"{folder}/undo");
                var rollback = new Rollback($"{folder}/undo");
                var patience = parsed.GetValue(keepWithin)!;
                var time = Amounts.Duration("--keep-within", patience);
                if (parsed.GetValue(undo) is not null) return UndoRun.Run(id, book, context);
                if (parsed.GetValue(takeBack) is not null) return TakeBackRun.Run(id, time, book, rollback, context);
                var request = Request();
                return new FixRun(context, book, rollback, () => Done(new AuditMachine(context.ForWorkbench(), request).Look())).Run(new FixRequest(id, parsed.GetValue(yes), parsed.GetValue(dryRun), patience));
            }
        });
        return command.WithExamples(Examples);
    }

    static T Done<T>(Result<T> result) => result.IsDone(out var done, out var refusal) ? done : throw UsageException.Of("berth audit", refusal);
}
