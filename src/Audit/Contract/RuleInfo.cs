using Berth.Audit.Findings;

namespace Berth.Audit.Contract;

/// <summary>What a rule says of itself: the documentation, `berth audit --explain` and every finding are made from this.</summary>
public sealed record RuleInfo
{
    /// <summary>Lower case with dashes; never changes, suppressions name it.</summary>
    public required string Id { get; init; }

    /// <summary>A few words: "Redis without a password".</summary>
    public required string Title { get; init; }
    public required SeverityByReach Severity { get; init; }

    /// <summary>From which facts it concludes.</summary>
    public required string Sees { get; init; }

    /// <summary>What can happen.</summary>
    public required string Why { get; init; }

    /// <summary>What to do.</summary>
    public required string Fix { get; init; }

    /// <summary>How the fix is taken back.</summary>
    public string Undo { get; init; } = "Take the change back and restart the service.";

    /// <summary>CVE numbers, issues and documents to read on.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>A finding about a listener, with what it is bound to as evidence.</summary>
    public Finding About(ListenedPort port, Severity severity, string title) => new()
    {
        Rule = Id,
        Severity = severity,
        Subject = port.Subject,
        Endpoint = port.Endpoint,
        Pid = port.Process?.Pid,
        Reach = ReachText.Name(port),
        ReachProof = port.Proof,
        Title = title,
        Why = Why,
        Evidence = port.ReachEvidence,
    };

    /// <summary>A finding about the machine or about something on it that is no listener.</summary>
    public Finding About(string subject, string title, Severity? severity = null) => new()
    {
        Rule = Id,
        Severity = severity ?? Severity.Outside,
        Subject = subject,
        Title = title,
        Why = Why,
    };
}
