using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Engine.Explain;
using Berth.Model.Diagnosis;

namespace Berth.Audit.Diagnose.Machine;

/// <summary>No connection is dropped for a full queue while we look.</summary>
sealed class OverflowCheck : ICheck
{
    public string Name => "overflows";

    public Diagnosis? Judge(MachineFacts facts)
    {
        if (facts.QueueOverflows is not { } growth || growth.After <= growth.Before) return null;
        return new Diagnosis(
            "queue-overflows", "Connections are dropped now: a server does not accept as fast as they come.",
            [$"{Words.Count((int)Math.Min(growth.After - growth.Before, int.MaxValue), "connection")} dropped for a full accept queue while Berth looked (TcpExt ListenOverflows, {growth.After} in all)."],
            new Fix("See which queue is full: backlog and waiting", "berth ls --columns port,process,queue,backlog --sort queue"));
    }

    public string Seen(MachineFacts facts) => facts.QueueOverflows is { } growth
        ? $"none while Berth looked, {growth.After} since the network started"
        : "could not be read";
}
