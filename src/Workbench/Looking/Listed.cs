using Berth.Engine.Listing;
using Berth.Model.Knowledge;
using Berth.Model.Snapshots;

namespace Berth.Workbench.Looking;

/// <param name="Rows">Those that match, in the order that was asked for.</param>
/// <param name="Shortfalls">What could not be seen, or asked.</param>
public sealed record Listed(Snapshot Snapshot, IReadOnlyList<Row> Rows, IReadOnlyList<Shortfall> Shortfalls);
