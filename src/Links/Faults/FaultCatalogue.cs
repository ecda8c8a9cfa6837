using System.Collections.Frozen;
using Berth.Links.Specs;

namespace Berth.Links.Faults;

/// <summary>All kinds of faults. A new one is its file and a line here; help, docs, JSON and text follow.</summary>
public static class FaultCatalogue
{
    /// <summary>In the order of the help: what slows, what loses, what ends, what turns away.</summary>
    public static IReadOnlyList<FaultKind> All { get; } =
    [
        LatencyFault.Kind,
        BandwidthFault.Kind,
        FirstByteFault.Kind,
        SlowOpenFault.Kind,
        SlowCloseFault.Kind,
        SlicerFault.Kind,
        StallFault.Kind,
        LossFault.Kind,
        CorruptFault.Kind,
        ReorderFault.Kind,
        DuplicateFault.Kind,
        MtuFault.Kind,
        BlackholeFault.Kind,
        LimitFault.Kind,
        ResetFault.Kind,
        RefuseFault.Kind,
        SilenceFault.Kind,
        FailFirstFault.Kind,
        MaxConnectionsFault.Kind,
    ];

    static readonly FrozenDictionary<string, FaultKind> byName = All.ToFrozenDictionary(static kind => kind.Name);

    public static FaultKind? Find(string name) => byName.GetValueOrDefault(name);
}
