using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Engine.Listing;
using Berth.Engine.Reach;
using Berth.Model.Addressing;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>The server runs in a localhost of its own (`berth run --isolate`, `isolate: true`): it listens on localhost, which is another address out here.</summary>
sealed class OwnLocalhost : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        if (!patient.IsNobodyThere || patient.Listeners.Find(row => IsOwn(row, patient)) is not { } row) return null;
        var address = row.Socket.LocalAddress.Unmapped;
        return new Diagnosis(
            "own-localhost", $"{Say.Upper(Say.Who(row))} runs in a localhost of its own, which is {address} outside of it.",
            [Say.Listens(row), Say.Attempt(patient.Paths[0]), $"Berth gives checkouts addresses out of {CheckoutAddresses.Range}, and what runs there has its checkout's as localhost."],
            new Fix("Use its own address, or run the client there too (berth run --isolate)", Say.Curl(patient, address)));
    }

    static bool IsOwn(Row row, Case patient)
    {
        var address = row.Socket.LocalAddress.Unmapped;
        return CheckoutAddresses.Contains(address) || patient.Host.Interfaces.Any(link => ReachLevels.IsOwnLocalhost(link, address));
    }
}
