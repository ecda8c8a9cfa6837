using Berth.Engine.Freeing;
using Berth.Model.Snapshots;

namespace Berth.Workbench.Freeing;

/// <summary>What would be done, before anything is.</summary>
public sealed class FreeLook
{
    internal FreeLook(FreeRequest request, FreePlan plan, Snapshot snapshot, Held held) =>
        (Request, Plan, Snapshot, Held) = (request, plan, snapshot, held);

    public FreeRequest Request { get; }

    public FreePlan Plan { get; }

    /// <summary>What the plan was made from.</summary>
    public Snapshot Snapshot { get; }

    internal Held Held { get; }

    /// <summary>Nothing was chosen: a sentence for the person.</summary>
    public string Nothing => Held.Nothing;

    /// <summary>So many at once were hardly meant, and nobody said that they were.</summary>
    public bool IsTooMany => Plan.Steps.Count > FreePorts.Many && !Request.Many;
}
