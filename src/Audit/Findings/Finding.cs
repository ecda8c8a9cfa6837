using Berth.Model.Addressing;
using Berth.Model.Repository;

namespace Berth.Audit.Findings;

/// <summary>One result of an audit or a lint: what was seen, why it matters, what to do about it, and how to take that back.</summary>
public sealed record Finding
{
    /// <summary>The rule's id, such as "redis-noauth".</summary>
    public required string Rule { get; init; }
    public required Severity Severity { get; init; }
    public Confidence Confidence { get; init; } = Confidence.Certain;

    /// <summary>
    /// What it is about, the same at every start: unit, container, project or executable, or a file. Never a pid. Goes into the
    /// <see cref="Fingerprint"/>.
    /// </summary>
    public required string Subject { get; init; }

    /// <summary>The listener, for findings about one.</summary>
    public Endpoint? Endpoint { get; init; }

    /// <summary>The process to look at now, or null.</summary>
    public int? Pid { get; init; }

    /// <summary>Who can connect, for findings about a listener: "lan", "host"...; null otherwise.</summary>
    public string? Reach { get; init; }

    /// <summary>What the kernel itself said to <see cref="Reach"/>: "proven" or "disproved"; null when it was not asked.</summary>
    public string? ReachProof { get; init; }

    /// <summary>One sentence without a full stop: "Redis answers the local network without a password".</summary>
    public required string Title { get; init; }

    /// <summary>In the order in which it convinces.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>What can happen, in a sentence or two.</summary>
    public required string Why { get; init; }

    /// <summary>The best first.</summary>
    public IReadOnlyList<Fix> Fixes { get; init; } = [];

    /// <summary>Where it stands in a file, for lint.</summary>
    public SourcePosition? Position { get; init; }

    /// <summary>Tells this finding from others of the same rule and subject, when the endpoint does not: a file, a name.</summary>
    public string? Key { get; init; }

    public Suppression? SuppressedBy { get; init; }

    /// <summary>The same as long as the same rule finds the same subject: pids, times and line numbers are not in it.</summary>
    public string Fingerprint => Fingerprints.Of(this);

    /// <summary>Whether the acceptance is of this finding, and holds on this day.</summary>
    public bool IsAcceptedBy(Suppression accepted, DateOnly today)
    {
        if (accepted.Until is { } last && today > last) return false;
        if (accepted.Fingerprint.Length > 0) return Fingerprint == accepted.Fingerprint;
        return Rule == accepted.Rule && (accepted.Subject is null || Subject == accepted.Subject);
    }
}

/// <param name="Source">Where it was seen: "bind", "config", "firewall", "twin", "probe", "process", "file".</param>
public sealed record Evidence(string Source, string Text);

/// <summary>What removes the cause, as commands a person can run.</summary>
/// <param name="Text">What it does, in a few words: "Listen on loopback only".</param>
/// <param name="Command">The command or the line of configuration; null when the text says all, or when Berth does it itself (<see cref="Action"/>).</param>
/// <param name="Undo">What takes it back; null when there is nothing to take back.</param>
/// <param name="NeedsRoot">Whether it needs more than the user's own rights.</param>
/// <param name="Risk">What could go wrong; null when nothing much.</param>
public sealed record Fix(string Text, string? Command = null, string? Undo = null, bool NeedsRoot = false, string? Risk = null)
{
    /// <summary>What Berth can do itself, or null.</summary>
    public FixAction? Action { get; init; }
}

/// <param name="Path">Relative to the folder that was looked at, with '/'.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
public sealed record SourcePosition(string Path, int Line, int Column);

public enum Confidence : byte
{
    /// <summary>Likely: concluded from names, arguments or habits.</summary>
    Likely,

    /// <summary>Seen.</summary>
    Certain,

    /// <summary>Asked of the kernel or the service itself.</summary>
    Proven,
}
