using System.Text;
using Berth.Audit.Catalogue;
using Berth.Audit.Lint;
using Berth.Worlds;

namespace Berth.Audit.Tests.Rules;

public class RulesDocsTests
{
    [Fact]
    public void The_docs_list_every_rule_in_its_own_words()
    {
        GeneratedPage.Check("rules.md", Page());
    }

    static string Page()
    {
        var page = new StringBuilder("""
            # The rules of `berth audit`

            How bad a finding is depends on who can connect: the severity below is for the local network and VPNs; from the internet it
            is one step worse, from containers only one step less bad. `berth audit --explain RULE` prints the same. Made from the rules
            by a test: `BERTH_UPDATE_GOLDEN=1 ./test Audit` writes this page anew. What is not there yet: [audit.md](audit.md#not-yet).

            | rule | severity | what it is |
            |---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var rule in RuleCatalogue.All.Select(static rule => rule.Info)) page.Append($"| [{rule.Id}](#{rule.Id}) | {rule.Severity} | {rule.Title} |\n");
        foreach (var rule in RuleCatalogue.All.Select(static rule => rule.Info))
        {
            page.Append($"\n## {rule.Id}\n\n{rule.Title}. Severity: {rule.Severity}.\n\n- **Sees**: {rule.Sees}\n- **Why**: {rule.Why}\n- **Fix**: {rule.Fix}\n- **Undo**: {rule.Undo}\n");
            if (rule.References.Count > 0) page.Append($"- **See**: {string.Join(", ", rule.References)}\n");
        }
        page.Append("\n# The rules of `berth lint`\n\n| rule | severity | sees | why | fix |\n|---|---|---|---|---|\n");
        foreach (var rule in Linter.Rules.Select(static rule => rule.Info)) page.Append($"| {rule.Id} | {rule.Severity} | {rule.Sees} | {rule.Why} | {rule.Fix} |\n");
        return page.ToString();
    }
}
