using Berth.Engine.Targets;
using Berth.Model.Knowledge;

namespace Berth.Engine.Explain;

/// <summary>
/// The answer to "what is this?". Texts are for people and hold what processes say of themselves: escape control characters
/// before they reach a terminal. <see cref="Facts"/> says the same for programs.
/// </summary>
/// <param name="Headline">The answer in one sentence.</param>
/// <param name="Sections">What a person needs now.</param>
/// <param name="Lessons">What a person may want to learn: shown with `--more`.</param>
/// <param name="Actions">Commands that make sense next, the likeliest first.</param>
public sealed record Explanation(
    Target Target, Line Headline, IReadOnlyList<Section> Sections, IReadOnlyList<Section> Lessons,
    IReadOnlyList<NextStep> Actions, IReadOnlyList<Fact> Facts)
{
    /// <summary>Something holds, uses or blocks what was asked about.</summary>
    public required bool IsFound { get; init; }
}

/// <param name="Title">A few words: "Who", "Who can connect".</param>
public sealed record Section(string Title, IReadOnlyList<Line> Lines);

/// <summary>One statement and how it is known.</summary>
/// <param name="Reason">Null when observed.</param>
public sealed record Line(string Text, How How = How.Observed, string? Reason = null)
{
    /// <summary>Something to act on: a hung server, a split localhost.</summary>
    public bool IsWarning { get; init; }
}

/// <param name="Command">A whole command line.</param>
/// <param name="Why">What it does or tells, as a clause: "ends vite and checks that the port is free".</param>
public sealed record NextStep(string Command, string Why);
