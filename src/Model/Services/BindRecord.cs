using Berth.Model.Addressing;

namespace Berth.Model.Services;

/// <summary>What became of binds in an isolated project: one entry for each place, program group and outcome.</summary>
/// <param name="Asked">The address that the program asked for.</param>
/// <param name="Port">0: any.</param>
/// <param name="Count">How often.</param>
public sealed record BindRecord(BindOutcome Outcome, Protocol Protocol, InetAddress Asked, Port Port, ulong Count)
{
    /// <summary>Who did it last; null when it is a number of another pid namespace than ours.</summary>
    public int? Pid { get; init; }

    /// <summary>The service or command; null when its control group is gone.</summary>
    public string? Unit { get; init; }
}

public enum BindOutcome
{
    /// <summary>It was made at the project's own address.</summary>
    Led = 1,

    /// <summary>Every address was asked for, which this project refuses, or ::1 where there is no own IPv6 address.</summary>
    Refused = 2,

    /// <summary>Every address and any port: left as it was asked for, since clients do so too.</summary>
    LeftAnyPort = 3,

    /// <summary>A datagram port on which the network announces itself (DHCP, mDNS...): left as it was asked for.</summary>
    LeftAnnouncements = 4,

    /// <summary>A port that the project exposes: left as it was asked for.</summary>
    LeftExposed = 5,
}
