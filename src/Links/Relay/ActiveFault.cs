using Berth.Links.Chance;
using Berth.Links.Flow;
using Berth.Links.Specs;
using Berth.Links.Units;

namespace Berth.Links.Relay;

/// <summary>A fault that is on: what was wanted, what all connections share, and whom it concerns. The relay's thread.</summary>
sealed class ActiveFault(FaultSpec spec, ulong seed, string link)
{
    readonly LinkFault fault = spec.Kind.Create(spec);

    public FaultSpec Spec => spec;

    public string Name => spec.Name;

    /// <summary>The coin: the same for both directions of a connection, and at each time it is thrown.</summary>
    public bool Concerns(long ordinal) => spec.Share >= 1 || FaultRandom.For(seed, link, ordinal, spec.Name).Happens(spec.Share);

    public Opening Open(in Arrival arrival) => fault.Open(arrival);

    /// <summary>Its stage in one direction of a connection; null when it has no part in that.</summary>
    /// <param name="now">When the connection was opened, or the fault was added to it.</param>
    public Stage? StageOf(long ordinal, Direction direction, long now)
    {
        if (!spec.Directions.Contains(direction)) return null;
        return fault.Stream(direction, Random(ordinal, direction)) is { } stream ? new(spec.Name, stream, StartAt(now)) : null;
    }

    /// <summary>Its part in one direction of a UDP client's traffic; null when it has no part in that.</summary>
    public DatagramFault? DatagramsOf(long ordinal, Direction direction, long now)
    {
        if (!spec.Directions.Contains(direction)) return null;
        var part = fault.Datagrams(direction, Random(ordinal, direction));
        return part is null || spec.After == default ? part : new LateDatagrams(part, StartAt(now));
    }

    // Where it came to at this moment.
    StageStart StartAt(long now) => new(Moment.Later(now, spec.After.Time), spec.After.Bytes);

    FaultRandom Random(long ordinal, Direction direction) => FaultRandom.For(seed, link, ordinal, direction, spec.Name);
}
