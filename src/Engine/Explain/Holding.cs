using Berth.Engine.Targets;
using Berth.Model.Snapshots;

namespace Berth.Engine.Explain;

/// <summary>Who or what keeps a port from being bound, in one clause: from the same reading as an explanation.</summary>
public static class Holding
{
    /// <summary>"127.0.0.1:6379 is held by redis-server (pid 88)"; null when nothing is seen that holds it.</summary>
    /// <param name="snapshot">It should hold what <see cref="TargetQuestion.For"/> asks for.</param>
    public static string? Of(Target target, Snapshot snapshot)
    {
        var subject = SubjectReader.Read(target, snapshot, ExplainOptions.Default);
        if ((subject.Listeners is [var first, ..] ? first : subject.Bound is [var bound, ..] ? bound : null) is { } row)
            return $"{Words.Place(row.Socket)} is held by {Words.Holder(row).Text}";
        if (subject.Calling is [var calling, ..]) return $"{calling.ClientEnd} is the client's end of a connection of {Words.Holder(calling.Client!.Owner, calling.Client).Text}";
        if (subject.Served is [var served, ..]) return $"{served.ServerEnd} is in a connection of {Words.Holder(served.Row.Owner, served.Any).Text}";
        return subject.Lingering is [var lingering, ..] ? $"{lingering.Local} is in TIME_WAIT, for up to 60 s after its connection was closed" : null;
    }
}
