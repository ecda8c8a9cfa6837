using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Model.Machine;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>The loopback interface is down, as it is in a fresh network namespace: nothing local can be reached.</summary>
sealed class LoopbackDown : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        var loopback = patient.Host.Interfaces.FirstOrDefault(static link => link.Kind == InterfaceKind.Loopback);
        if (loopback is not { IsUp: false } || patient.Facts.Attempts.Count == 0) return null;
        var place = patient.Facts.Attempts[0];
        return new Diagnosis(
            "loopback-down", "The loopback interface is down: no local address can be reached.",
            [$"The interface {loopback.Name} is down in this network namespace.", Say.Attempt(place)],
            new Fix("Bring it up", $"{Say.Sudo(patient.Host)}ip link set {loopback.Name} up", $"{Say.Sudo(patient.Host)}ip link set {loopback.Name} down", NeedsRoot: true));
    }
}
