using Berth.Links.Specs;

namespace Berth.Links.Faults;

/// <summary>
/// Faults in code: <c>Fault.Latency(200ms) with { Share = 0.5 }</c>. Each throws <see cref="ArgumentException"/> for a value out of
/// range. The rarer parameters are set by <see cref="FaultText.Set"/>.
/// </summary>
public static class Fault
{
    public static FaultSpec Latency(TimeSpan delay, TimeSpan jitter = default) =>
        new FaultSpec(LatencyFault.Kind).With(LatencyFault.Delay, delay).With(LatencyFault.Jitter, jitter);

    /// <param name="bytesPerSecond">At least 1.</param>
    /// <param name="isShared">Whether all connections of the link share it.</param>
    public static FaultSpec Bandwidth(double bytesPerSecond, bool isShared = false) =>
        new FaultSpec(BandwidthFault.Kind)
            .With(BandwidthFault.Rate, bytesPerSecond)
            .With(BandwidthFault.Per, isShared ? "link" : "connection");

    public static FaultSpec FirstByte(TimeSpan delay) => new FaultSpec(FirstByteFault.Kind).With(FirstByteFault.Delay, delay);

    public static FaultSpec SlowOpen(TimeSpan delay) => new FaultSpec(SlowOpenFault.Kind).With(SlowOpenFault.Delay, delay);

    public static FaultSpec SlowClose(TimeSpan delay) => new FaultSpec(SlowCloseFault.Kind).With(SlowCloseFault.Delay, delay);

    /// <param name="size">Of a piece, in bytes; at least 1.</param>
    /// <param name="variation">A piece is so many bytes larger or smaller, at most.</param>
    /// <param name="delay">Between two pieces.</param>
    public static FaultSpec Slicer(long size, long variation = 0, TimeSpan delay = default) => new FaultSpec(SlicerFault.Kind)
        .With(SlicerFault.Size, size).With(SlicerFault.Variation, variation).With(SlicerFault.Delay, delay);

    public static FaultSpec Stall() => new(StallFault.Kind);

    /// <param name="rate">From 0 to 1.</param>
    /// <param name="burst">How many are lost in a row, in the mean.</param>
    public static FaultSpec Loss(double rate, int burst = 1) =>
        new FaultSpec(LossFault.Kind).With(LossFault.Rate, rate).With(LossFault.Burst, burst);

    /// <param name="rate">Of the bytes, from 0 to 1.</param>
    public static FaultSpec Corrupt(double rate) => new FaultSpec(CorruptFault.Kind).With(CorruptFault.Rate, rate);

    /// <param name="rate">Of the datagrams, from 0 to 1.</param>
    public static FaultSpec Reorder(double rate, TimeSpan delay) =>
        new FaultSpec(ReorderFault.Kind).With(ReorderFault.Rate, rate).With(ReorderFault.Delay, delay);

    /// <param name="rate">Of the datagrams, from 0 to 1.</param>
    public static FaultSpec Duplicate(double rate) => new FaultSpec(DuplicateFault.Kind).With(DuplicateFault.Rate, rate);

    /// <param name="size">The largest payload that passes, in bytes.</param>
    public static FaultSpec Mtu(long size) => new FaultSpec(MtuFault.Kind).With(MtuFault.Size, size);

    /// <param name="close">Closes a TCP connection when nothing came for so long; zero: never.</param>
    public static FaultSpec Blackhole(TimeSpan close = default) => new FaultSpec(BlackholeFault.Kind).With(BlackholeFault.Close, close);

    /// <param name="bytes">That pass, exactly.</param>
    public static FaultSpec Limit(long bytes) => new FaultSpec(LimitFault.Kind).With(LimitFault.Size, bytes);

    public static FaultSpec Reset() => new(ResetFault.Kind);

    public static FaultSpec Refuse() => new(RefuseFault.Kind);

    public static FaultSpec Silence() => new(SilenceFault.Kind);

    public static FaultSpec FailFirst(int count) => new FaultSpec(FailFirstFault.Kind).With(FailFirstFault.Count, count);

    public static FaultSpec MaxConnections(int count) => new FaultSpec(MaxConnectionsFault.Kind).With(MaxConnectionsFault.Count, count);
}
