using Berth.Model.Addressing;

namespace Berth.Protocols.Recording;

/// <summary>What happened to a connection. The numbers are those of the file.</summary>
public enum RecordingKind : byte
{
    Opened = 1,
    FromClient = 2,
    FromServer = 3,

    /// <summary>It is over, in order.</summary>
    Closed = 4,

    /// <summary>It is over by a reset (RST).</summary>
    Reset = 5,

    /// <summary>The recording reached its limit: nothing of any connection follows.</summary>
    Full = 6,
}

/// <summary>One entry of a recording.</summary>
/// <param name="Connection">A number of the recording's own; 0 for <see cref="RecordingKind.Full"/>.</param>
/// <param name="At">To the microsecond.</param>
public sealed record RecordingEntry(RecordingKind Kind, uint Connection, DateTimeOffset At)
{
    /// <summary>Of FromClient and FromServer.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Of Opened.</summary>
    public ConnectionEnds? Ends { get; init; }
}

/// <summary>Whose connection it is.</summary>
/// <param name="Name">What it went through: the link.</param>
public sealed record ConnectionEnds(Endpoint Client, Endpoint Server, string Name);
