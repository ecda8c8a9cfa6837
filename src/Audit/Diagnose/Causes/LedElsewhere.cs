using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Engine.Explain;
using Berth.Model.Addressing;
using Berth.Model.Firewall;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>A rule on this machine's own packets leads the connection away from the server that listens where it was dialled.</summary>
sealed class LedElsewhere : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        // What leads into a checkout's own localhost is Berth's, and meant.
        if (patient.Connected is not { Met: { } met } path || CheckoutAddresses.Contains(met.Address)) return null;
        if (patient.ListenerAt(path.At.Address) is not { } meant) return null;
        var answering = patient.ListenerAt(path);
        if (answering is not null && SplitSection.IsSameProgram(meant, answering)) return null;
        List<string> proof = [Say.Listens(meant), $"A connection to {path.At} has its other end at {met}."];
        if (answering is not null) proof.Add(Say.Listens(answering));
        proof.AddRange(Rules(patient).Select(static rule => $"The firewall's rule: {rule}"));
        return new Diagnosis(
            "led-elsewhere", $"{Say.Upper(Say.Who(meant))} listens on {path.At}, and connections to it are led to {met}{(answering is null ? "" : $", where {Say.Who(answering)} answers")}.", proof,
            new Fix("Take away the rule that leads them there, or have it leave out loopback", $"{Say.Sudo(patient.Host)}nft -a list ruleset", NeedsRoot: true));
    }

    // The rules that rewrite what this machine sends, and name the port.
    static IEnumerable<string> Rules(Case patient)
    {
        foreach (var table in patient.Facts.Snapshot.Firewall.Value?.Tables ?? [])
            foreach (var chain in table.Chains)
                if (chain.Hook is { Type: ChainType.Nat, Point: HookPoint.Output })
                    foreach (var rule in chain.Rules)
                        if (rule.Text.Split(' ').Contains(patient.Port.ToString())) yield return rule.Text;
    }
}
