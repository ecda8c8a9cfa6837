using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Engine.Explain;
using Berth.Model.Diagnosis;

namespace Berth.Audit.Diagnose.Machine;

/// <summary>No process is about to run out of descriptors: then it can neither accept nor connect (EMFILE).</summary>
sealed class DescriptorCheck : ICheck
{
    public string Name => "descriptors";

    public Diagnosis? Judge(MachineFacts facts)
    {
        if (facts.CrowdedProcesses is not [var fullest, ..]) return null;
        var sudo = Say.Sudo(facts.Snapshot.Host);
        return new Diagnosis(
            "descriptors-full", $"{fullest.Name} (pid {fullest.Pid}) is about to run out of descriptors: it can soon neither accept nor connect.",
            [.. facts.CrowdedProcesses.Select(static one => $"{one.Name} (pid {one.Pid}) has {one.Open} of {one.Limit} open.")],
            new Fix("Allow it more now, and find what it does not close", $"{sudo}prlimit --pid {fullest.Pid} --nofile={fullest.Limit * 4}:", $"{sudo}prlimit --pid {fullest.Pid} --nofile={fullest.Limit}:"));
    }

    public string Seen(MachineFacts facts) => facts.CountedProcesses == 0
        ? "could not be counted"
        : $"{Words.Count(facts.CountedProcesses, "process", "processes")} counted, none near its limit";
}
