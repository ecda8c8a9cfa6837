using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Engine.Targets;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>A name that should mean this machine leads elsewhere: localhost by RFC 6761, another by a line of /etc/hosts that is out of date.</summary>
sealed class HostsLie : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        var (name, target) = (patient.Facts.Name, patient.Target);
        if (target.Address is not null || name.Addresses.Count == 0) return null;
        return target.IsLocalhostName ? Localhost(patient) : Other(patient);
    }

    static Diagnosis? Localhost(Case patient)
    {
        var name = patient.Facts.Name;
        var wrong = name.Addresses.Where(static address => !address.IsLoopback).ToList();
        if (wrong.Count == 0) return null;
        var line = name.HostsLines.FirstOrDefault(entry => wrong.Contains(entry.Address));
        var proof = new List<string> { Say.Name(name), $"By RFC 6761 {name.Name} means loopback: 127.0.0.1 and ::1." };
        if (line is not null) proof.Add($"/etc/hosts, line {line.Line}: {line.Address} {name.Name}");
        return new Diagnosis("hosts-lie", $"{name.Name} leads to {wrong[0]} here, which is not loopback.", proof, Corrected(patient, line));
    }

    static Fix Corrected(Case patient, Model.Machine.HostsEntry? line)
    {
        if (line is null) return Say.HostsLine(patient.Host, patient.Target.Host, "Let /etc/hosts say it, before the name server is asked");
        var pattern = line.Address.ToString().Replace(".", "\\.", StringComparison.Ordinal);
        var right = line.Address.Family == Model.Addressing.InetFamily.V4 ? "127.0.0.1" : "::1";
        return new Fix($"Correct line {line.Line} of /etc/hosts", $"{Sudo(patient)}sed -i.before '{line.Line}s/{pattern}/{right}/' /etc/hosts", $"{Sudo(patient)}cp /etc/hosts.before /etc/hosts", NeedsRoot: true);
    }

    static Diagnosis? Other(Case patient)
    {
        var name = patient.Facts.Name;
        var line = name.HostsLines.FirstOrDefault(entry => name.Addresses.Contains(entry.Address) && !TargetMatch.IsOfThisMachine(entry.Address, patient.Host));
        if (line is null || patient.Listeners.Count == 0) return null;
        return new Diagnosis(
            "hosts-lie", $"/etc/hosts leads {name.Name} to {line.Address}, which is not this machine; the server on port {patient.Port} is here.",
            [Say.Name(name), Say.ListensOn(patient.Listeners)], Corrected(patient, line))
        {
            How = Model.Knowledge.How.Inferred,
            Reason = "whether another machine is meant, only you know",
        };
    }

    static string Sudo(Case patient) => Say.Sudo(patient.Host);
}
