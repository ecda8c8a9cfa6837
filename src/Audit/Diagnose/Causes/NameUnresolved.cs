using Berth.Audit.Diagnose.Cases;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>No address for the name. "shop.localhost" is one that browsers and curl know by themselves, and most programs do not.</summary>
sealed class NameUnresolved : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        var (target, name) = (patient.Target, patient.Facts.Name);
        if (target.Address is not null || name.Addresses.Count != 0) return null;
        var fix = Say.HostsLine(patient.Host, target.Host, "Give the name an address");
        if (target.IsBelowLocalhost)
        {
            var proof = new List<string> { Say.Name(name), "curl and browsers take every name below localhost as loopback by themselves; Node, Python, Java and .NET ask the system." };
            if (patient.Facts.Attempts.FirstOrDefault(static path => path.IsConnected) is { } works) proof.Add($"{Say.Attempt(works)[..^1]}: the server is there.");
            return new Diagnosis("dot-localhost", $"{target.Host} works in browsers and curl only: the system's resolver does not know it.", proof, fix);
        }
        return target.Host == "localhost"
            ? new Diagnosis("localhost-missing", "localhost itself has no address here.", [Say.Name(name)], fix)
            : new Diagnosis("name-unresolved", $"The name {target.Host} has no address.", [Say.Name(name)], fix with { Text = "If it should mean this machine, give it an address" });
    }
}
