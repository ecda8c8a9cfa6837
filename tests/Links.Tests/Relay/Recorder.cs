using System.Collections.Concurrent;
using System.Text;
using Berth.Links.Observing;
using Berth.Links.Units;

namespace Berth.Links.Tests.Relay;

/// <summary>Writes down what an observer is told.</summary>
sealed class Recorder : ILinkObserver
{
    readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyList<string> Lines => [.. lines];

    public LinkEvents Wants => LinkEvents.All;

    public void Opened(in ConnectionOpened connection) => lines.Enqueue($"opened {connection.Ordinal}");

    public void Passed(in BytesPassed passed, ReadOnlySpan<byte> bytes) =>
        lines.Enqueue($"{passed.Point} {passed.Direction.Name()} {passed.Position}+{Encoding.ASCII.GetString(bytes)}");

    public void Decided(in FaultDecision decision) =>
        lines.Enqueue($"{decision.Fault} {decision.Verdict} {decision.Position}+{decision.Length}");

    public void Ended(in ConnectionEnded connection) => lines.Enqueue(
        $"ended {connection.Ordinal} {connection.Reason} {connection.Fault} {connection.BytesUp}/{connection.BytesDown}");
}
