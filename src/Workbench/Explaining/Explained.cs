using Berth.Engine.Explain;
using Berth.Model.Snapshots;

namespace Berth.Workbench.Explaining;

/// <param name="Snapshot">What the explanation rests on.</param>
public sealed record Explained(Explanation Explanation, Snapshot Snapshot);
