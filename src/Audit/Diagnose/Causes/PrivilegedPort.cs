using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Model.Addressing;
using Berth.Model.Knowledge;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>Nobody listens, and this user's servers may not: the port takes a right.</summary>
sealed class PrivilegedPort : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        var first = patient.Host.FirstUnprivilegedPort;
        if (!patient.IsNobodyThere || patient.Listeners.Count != 0 || patient.Port.Number >= first || patient.Host.UserId == 0) return null;
        return new Diagnosis(
            "privileged-port", $"Nothing listens on port {patient.Port}, and a server of this user may not: below {first} it takes a right.",
            [Say.NobodyListens(patient), Say.Attempt(patient.Paths[0]), $"net.ipv4.ip_unprivileged_port_start is {first}, and this is user {patient.Host.UserId}."],
            new Fix($"Use a port from {first} up, such as {Suggested(patient.Port)}, or open the low ports to every user", $"sudo sysctl -w net.ipv4.ip_unprivileged_port_start={patient.Port}", $"sudo sysctl -w net.ipv4.ip_unprivileged_port_start={first}", NeedsRoot: true, Risk: "any user may take the port then"))
        {
            How = How.Inferred,
            Reason = "whether a server was started cannot be seen",
        };
    }

    // 80 -> 8080, 443 -> 8443: what people expect.
    static int Suggested(Port port) => port.Number == 443 ? 8443 : port.Number == 80 ? 8080 : 8000 + port.Number;
}
