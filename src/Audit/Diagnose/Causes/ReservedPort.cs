using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Model.Knowledge;
using Berth.Model.Machine;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>Nobody listens on a number that was set aside: on Windows nobody can; on Linux the program that it is for has not started.</summary>
sealed class ReservedPort : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        if (!patient.IsNobodyThere || patient.Listeners.Count != 0 || !patient.IsReserved) return null;
        var range = patient.Host.ReservedPorts.First(one => one.Contains(patient.Port));
        if (patient.Host.System == OperatingSystemKind.Windows)
            return new Diagnosis(
                "reserved-port", $"Windows keeps port {patient.Port} (excluded range {range}): no server can bind it.", [Say.NobodyListens(patient)],
                new Fix("Use a port outside the excluded ranges", "netsh int ipv4 show excludedportrange protocol=tcp"));
        return new Diagnosis(
            "reserved-port", $"Nothing listens on port {patient.Port}, which is set aside for a program that does not run.",
            [Say.NobodyListens(patient), Say.Attempt(patient.Paths[0]), $"net.ipv4.ip_local_reserved_ports has {range}: the system hands it to nobody by itself."],
            new Fix("Start the program that it is for", $"berth wait {patient.Port}"))
        {
            How = How.Inferred,
            Reason = "a reserved port is usually a service's own",
        };
    }
}
