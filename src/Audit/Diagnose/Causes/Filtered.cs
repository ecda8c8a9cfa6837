using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Engine.Explain;
using Berth.Engine.Listing;
using Berth.Model.Diagnosis;
using Berth.Model.Knowledge;
using Berth.Model.Machine;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>
/// A filter on loopback drops or rejects: a listener with room in its queue is there, or nobody, and yet no answer comes, or a
/// refusal that the kernel would not give. Where the firewall's rules were read, the one that decides is named.
/// </summary>
sealed class Filtered : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        foreach (var path in patient.Paths)
        {
            var row = patient.ListenerAt(path);
            // Gone meanwhile, or full: then the outcome needs no filter.
            if (row is not null && patient.After(row) is not { IsHung: false }) continue;
            var isDropped = path.Outcome == ConnectOutcome.TimedOut;
            // A connection that is cut was made: no filter refused it.
            var isRejected = row is not null && path.Outcome is ConnectOutcome.Refused or ConnectOutcome.Unreachable;
            if (path.Outcome == ConnectOutcome.Unreachable && patient.Host.Interfaces.Any(static link => link is { Kind: InterfaceKind.Loopback, IsUp: false })) continue;
            if (isDropped || (row is not null && isRejected)) return Describe(patient, path, row, isDropped);
        }
        return null;
    }

    static Diagnosis Describe(Case patient, ConnectAttempt path, Row? row, bool isDropped)
    {
        var proof = new List<string> { Say.Attempt(path) };
        if (row is not null) proof.Add($"{Say.Listens(row)[..^1]}, with {Room(patient, row)} in its queue.");
        proof.Add(isDropped
            ? row is null ? "Where nobody listens, the kernel refuses at once; silence means that the packets are lost." : "The kernel accepts for such a listener by itself, without the program."
            : "The kernel refuses only where nobody listens.");
        var rule = LoopbackRule.For(path.At, patient.Facts.Snapshot);
        if (rule is not null) proof.Insert(0, $"The firewall's rule: {rule}");
        var sudo = Say.Sudo(patient.Host);
        return new Diagnosis(
            isDropped ? "filtered" : "rejected", $"A firewall {(isDropped ? "drops" : "rejects")} connections to {path.At}, although they never leave this machine.", proof,
            new Fix(
                rule is null ? "Find the rule, and accept loopback before it" : "Accept loopback before that rule",
                $"{sudo}nft -a list ruleset", NeedsRoot: true))
        {
            How = rule is null ? How.Inferred : How.Observed,
            Reason = rule is null ? "no other cause is left, and the rules that could be read do not say it" : null,
        };
    }

    static string Room(Case patient, Row row) => patient.After(row) is { } after
        ? after.ReceiveQueue == 0 ? "nothing" : Words.Count((int)after.ReceiveQueue, "connection")
        : "nothing";
}
