namespace Berth.Links.Flow;

/// <summary>A fault's part in one direction of one UDP client's traffic. Each datagram is judged by itself, when it comes.</summary>
abstract class DatagramFault
{
    /// <param name="bytes">The payload, which a fault may alter.</param>
    /// <param name="at">When the datagram comes to this fault: now, or later by the faults before.</param>
    public abstract DatagramVerdict Judge(Span<byte> bytes, long at);
}

/// <summary>What a fault says about a datagram.</summary>
/// <param name="Copies">How many go on: 0 when it is lost, 2 when it comes twice.</param>
/// <param name="At">When they go on; not before it came.</param>
readonly record struct DatagramVerdict(int Copies, long At, bool IsChange = false)
{
    public static DatagramVerdict Pass(long at) => new(1, at);

    public static DatagramVerdict Drop => new(0, 0);
}

/// <summary>Lets everything pass until it begins: after a time, or after so many bytes of the direction.</summary>
sealed class LateDatagrams(DatagramFault fault, StageStart start) : DatagramFault
{
    long passed;

    public override DatagramVerdict Judge(Span<byte> bytes, long at)
    {
        if (passed >= start.Bytes && at >= start.At) return fault.Judge(bytes, at);
        passed += bytes.Length;
        return DatagramVerdict.Pass(at);
    }
}
