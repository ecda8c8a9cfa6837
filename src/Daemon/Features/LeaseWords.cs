using Berth.Api.Messages;
using Berth.Daemon.Leases;
using Berth.Model.Addressing;
using Berth.Model.Leases;

namespace Berth.Daemon.Features;

/// <summary>Between the words of the API and those of the lease book.</summary>
static class LeaseWords
{
    const int LongestRoot = 4096, LongestName = 100;

    /// <summary>Null with the reason when the request names no lease.</summary>
    public static (LeaseKey? Key, Port? Prefer, ApiError? Error) Read(LeaseRequest request)
    {
        var portName = request.PortName ?? LeaseKey.UsualPortName;
        if (request.Root is not { Length: <= LongestRoot } root || !Path.IsPathRooted(root) || root.Contains('\0')) return Wrong("root is the absolute path of a folder");
        if (!IsName(request.Service)) return Wrong($"service is a name of 1 to {LongestName} characters, without control characters");
        if (!IsName(portName)) return Wrong($"port_name is a name of 1 to {LongestName} characters, without control characters");
        if (request.Prefer is not (null or (> 0 and <= Port.Max))) return Wrong("prefer is a port, 1 to 65535");
        return (new LeaseKey(Path.TrimEndingDirectorySeparator(root), request.Service, portName), request.Prefer is { } prefer ? new Port((ushort)prefer) : null, null);

        static (LeaseKey?, Port?, ApiError?) Wrong(string why) => (null, null, new ApiError(ErrorCode.BadRequest, why));
    }

    static bool IsName(string? name) => name is { Length: > 0 and <= LongestName } && !name.Any(char.IsControl);

    public static LeaseItem Item(Lease lease, bool isHeld, bool isInUse) => new(lease.Key.Root, lease.Key.Service, lease.Key.PortName, lease.Port.Number, isInUse, isHeld,
        lease.IsExplicit, lease.Created, lease.Used, lease.Preferred?.Number, lease.RotatedFrom?.Number, lease.Reason, lease.RotatedAt);

    public static LeaseItem Item(LeaseState state) => Item(state.Lease, state.IsHeld, state.IsInUse);

    public static ApiError Refused(string why) => new(ErrorCode.Refused, why);

    /// <summary>A change that could not be written down: the disk is full...</summary>
    public static ApiError NotWritten(IOException error) => new(ErrorCode.Unavailable, error.Message);
}
