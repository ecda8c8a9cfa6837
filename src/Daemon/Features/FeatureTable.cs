using Berth.Daemon.Http;
using Berth.Daemon.Parts;

namespace Berth.Daemon.Features;

/// <summary>Everything that this daemon can be asked. A new one is one file and one line here.</summary>
static class FeatureTable
{
    public static IReadOnlyList<IFeature> Of(DaemonParts parts)
    {
        IReadOnlyList<IFeature> features = [];
        return features =
        [
            new HelloFeature(parts.Place, parts.Life, parts.Notices, () => features.Select(static feature => feature.Name)),
            new StopFeature(parts.Life),
            new StayFeature(parts.Life),
            new UpFeature(parts.Projects, parts.Life),
            new DownFeature(parts.Projects),
            new RestartFeature(parts.Projects),
            new StatusFeature(parts.Projects),
            new WatchFeature(parts.Projects),
            new PortsFeature(parts.Projects, parts.Ports),
            new LeaseAddFeature(parts.Leases),
            new LeaseRemoveFeature(parts.Leases),
            new LeaseListFeature(parts.Leases),
            new LeasePruneFeature(parts.Leases),
            new LeaseUseFeature(parts.Leases),
            new LinkAddFeature(parts.Links, parts.Neighbours, Random.Shared),
            new LinkListFeature(parts.Links),
            new LinkRemoveFeature(parts.Links),
            new LinkSwitchFeature(parts.Links),
            new LinkShapeFeature(parts.Links),
            new TrafficFeature(parts.Links, parts.Traffic, parts.Clock),
            new RecordFeature(parts.Links, parts.Clock),
        ];
    }
}
