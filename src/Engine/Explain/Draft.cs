using Berth.Model.Knowledge;

namespace Berth.Engine.Explain;

/// <summary>An explanation in the making: each part adds the sections and facts it is responsible for.</summary>
public sealed class Draft
{
    readonly List<SectionDraft> sections = [];
    readonly List<SectionDraft> lessons = [];

    public List<Fact> Facts { get; } = [];
    public List<NextStep> Actions { get; } = [];

    public IReadOnlyList<Section> Sections => [.. sections.Where(section => section.Lines.Count != 0).Select(section => new Section(section.Title, section.Lines))];
    public IReadOnlyList<Section> Lessons => [.. lessons.Where(section => section.Lines.Count != 0).Select(section => new Section(section.Title, section.Lines))];

    /// <summary>The section of that title, made on first use; an empty one is left out.</summary>
    public SectionDraft Section(string title) => Find(sections, title);

    public SectionDraft Lesson(string title) => Find(lessons, title);

    public void Know(string key, string? text, How how = How.Observed, string? reason = null) => Facts.Add(Fact.Of(key, text).KnownAs(how, reason));
    public void Know(string key, long number, How how = How.Observed, string? reason = null) => Facts.Add(Fact.Of(key, number).KnownAs(how, reason));
    public void Know(string key, bool flag, How how = How.Observed, string? reason = null) => Facts.Add(Fact.Of(key, flag).KnownAs(how, reason));
    public void Know(string key, IEnumerable<FactGroup> items) => Facts.Add(Fact.Of(key, [.. items]));

    public void Suggest(string command, string why)
    {
        if (!Actions.Exists(known => known.Command == command)) Actions.Add(new NextStep(command, why));
    }

    static SectionDraft Find(List<SectionDraft> among, string title)
    {
        if (among.Find(section => section.Title == title) is { } known) return known;
        var made = new SectionDraft(title);
        among.Add(made);
        return made;
    }
}

public sealed class SectionDraft(string title)
{
    public string Title => title;
    int part;

    public List<Line> Lines { get; } = [];

    /// <summary>What follows is about another thing: the same words may be said again.</summary>
    public void NextPart() => part = Lines.Count;

    public void Say(string text, How how = How.Observed, string? reason = null) => Add(new Line(text, how, reason));
    public void Warn(string text, How how = How.Observed, string? reason = null) => Add(new Line(text, how, reason) { IsWarning = true });

    void Add(Line line)
    {
        // Two sockets of one program say the same.
        if (Lines.FindIndex(part, known => known.Text == line.Text) < 0) Lines.Add(line);
    }
}
