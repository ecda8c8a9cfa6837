using System.Runtime.Versioning;
using Berth.Api.Client;
using Berth.Api.Messages;
using Berth.Api.Starting;
using Berth.Places;

namespace Berth.Api;

/// <summary>This person's daemon, for commands.</summary>
[SupportedOSPlatform("linux")]
public static class DaemonAccess
{
    /// <summary>Asks the daemon that runs; without one every answer is <see cref="ErrorCode.NoDaemon"/>.</summary>
    public static DaemonClient Running(DaemonPlace place) => new(place, null);

    /// <summary>The same, for who has better things to do than to wait for it.</summary>
    public static DaemonClient Running(DaemonPlace place, TimeSpan patience) => new(place, null) { Patience = patience };

    /// <summary>The same, and starts it when none runs.</summary>
    public static DaemonClient OnDemand(DaemonPlace place) => new(place, () => Start(place, onDemand: true));

    /// <summary>Null when it runs then; else why it does not.</summary>
    public static ApiError? Start(DaemonPlace place, bool onDemand) => DaemonStart.Start(place, () => DaemonClient.IsThere(place), onDemand);
}
