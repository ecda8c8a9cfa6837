using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Model.Diagnosis;

namespace Berth.Audit.Diagnose.Machine;

/// <summary>Names below localhost, which browsers and curl know by themselves, are known to every other program too.</summary>
sealed class DotLocalhostCheck : ICheck
{
    public string Name => "*.localhost";

    public Diagnosis? Judge(MachineFacts facts)
    {
        if (facts.BelowLocalhost.Addresses.Count != 0) return null;
        var sudo = Say.Sudo(facts.Snapshot.Host);
        return new Diagnosis(
            "dot-localhost", "Names such as shop.localhost work in browsers and curl only: the system's resolver does not know them.",
            [Say.Name(facts.BelowLocalhost)], new Fix("Let the resolver know them (Debian and Ubuntu)", $"{sudo}apt install libnss-myhostname", $"{sudo}apt remove libnss-myhostname", NeedsRoot: true))
        {
            IsNotice = true,
        };
    }

    public string Seen(MachineFacts facts) => facts.BelowLocalhost.Addresses.Count == 0
        ? $"not known to the resolver{(facts.BelowLocalhost.Sources is { } sources ? $" (it asks: {sources})" : "")}"
        : $"known as {string.Join(", ", facts.BelowLocalhost.Addresses)}";
}
