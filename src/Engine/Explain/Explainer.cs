using Berth.Engine.Targets;
using Berth.Model.Snapshots;

namespace Berth.Engine.Explain;

/// <summary>Says what an address, port, process or error message is about, from one snapshot and nothing else.</summary>
public static class Explainer
{
    /// <summary>The snapshot should hold what <see cref="TargetQuestion.For"/> asks for; what it lacks is not told.</summary>
    public static Explanation Explain(Target target, Snapshot snapshot, ExplainOptions? options = null)
    {
        var subject = SubjectReader.Read(target, snapshot, options ?? ExplainOptions.Default);
        var draft = new Draft();
        TargetFacts.Write(subject, draft);
        ErrorSection.Write(subject, draft);
        HolderSection.Write(subject, draft);
        ProcessSection.Write(subject, draft);
        SplitSection.Write(subject, draft);
        ReachSection.Write(subject, draft);
        ConnectionSection.Write(subject, draft);
        LeaseSection.Write(subject, draft);
        BlockerSection.Write(subject, draft);
        AddressSection.Write(subject, draft);
        NumberSection.Write(subject, draft);
        SocketSection.Write(subject, draft);
        NextSteps.Write(subject, draft);
        return new Explanation(target, Headline.Of(subject), draft.Sections, draft.Lessons, draft.Actions, draft.Facts) { IsFound = subject.IsFound };
    }
}
