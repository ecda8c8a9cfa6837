using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Audit.Lint.Contract;
using Berth.Model.Repository;

namespace Berth.Audit.Lint.Rules;

public sealed class BindAll : ILintRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "bind-all",
        Title = "A service that every network may reach",
        Severity = new(Severity.Medium),
        Sees = "A start command, setting or compose file binds to all interfaces: `--host`, 0.0.0.0, `*`, or a published port without an address.",
        Why = "In a café or an office everybody can open it, and Docker's published ports pass ufw.",
        Fix = "Bind to 127.0.0.1; publish as `127.0.0.1:PORT:PORT`.",
    };

    public IEnumerable<Finding> Find(LintFacts facts)
    {
        foreach (var one in facts.Declarations)
        {
            if (one.Kind == DeclarationKind.Inside) continue;
            // A publish without an address is one on all of them.
            var isWide = one.Address is { IsWildcard: true } || (one.Kind == DeclarationKind.Publishes && one.Address is null);
            if (!isWide) continue;
            var title = one.Kind == DeclarationKind.Publishes ? $"{one.Unit} publishes {PortText.Of(one.Ports!)} on all interfaces"
                : one.IsAddressImplied ? $"{one.Unit} listens on all interfaces, as it does unless told otherwise" : $"{one.Unit} listens on all interfaces";
            if (IsInspector(one))
                yield return Info.About(one, $"{one.Unit} opens Node's inspector to all interfaces", Severity.Critical) with
                {
                    Why = "The inspector has no login: whoever connects runs any code in the program.",
                    Fixes = [new("Leave the address out: the inspector is on 127.0.0.1 then")],
                };
            else yield return Info.About(one, title, one.IsAddressImplied ? Severity.Low : null) with { Fixes = [Local(one)] };
        }
    }

    // As bad as `berth audit` calls the same inspector when it runs (debug-node).
    static bool IsInspector(PortDeclaration one)
    {
        const string option = "--inspect";
        for (var at = one.Text.IndexOf(option, StringComparison.Ordinal); at >= 0; at = one.Text.IndexOf(option, at + 1, StringComparison.Ordinal))
        {
            var word = one.Text[at..].Split(' ', '"', '\'')[0];
            if (one.Ports is { Count: 1 } port && (word.EndsWith($":{port.First}", StringComparison.Ordinal) || word.EndsWith($"={port.First}", StringComparison.Ordinal))) return true;
        }
        return false;
    }

    static Fix Local(PortDeclaration one)
    {
        if (one.Kind == DeclarationKind.Publishes) return new($"Publish it on loopback: \"127.0.0.1:{one.Ports}:...\"");
        if (!one.IsAddressImplied) return new("Leave the host out, or write 127.0.0.1");
        return new(one.Text switch
        {
            _ when one.Text.Contains("next ", StringComparison.Ordinal) => "Name the host: `next dev -H 127.0.0.1`",
            _ when one.Text.Contains("react-scripts", StringComparison.Ordinal) || one.Text.Contains("vue-cli-service", StringComparison.Ordinal) => "Set HOST=127.0.0.1 before the command",
            _ when one.Text.Contains("http.server", StringComparison.Ordinal) => "Name the address: `--bind 127.0.0.1`",
            _ => "Name the host: 127.0.0.1",
        });
    }
}
