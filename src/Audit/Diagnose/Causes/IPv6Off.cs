using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Model.Addressing;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>The name leads to ::1 first, and the machine has IPv6 switched off.</summary>
sealed class IPv6Off : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        if (patient.Facts.HasIPv6 || patient.Paths is not [{ IsConnected: false, At.Address: { Family: InetFamily.V6 } first }, ..]) return null;
        var proof = new List<string> { "IPv6 is off on the loopback interface (net.ipv6.conf.lo.disable_ipv6).", Say.Attempt(patient.Paths[0]) };
        if (patient.Target.Address is null) proof.Insert(1, Say.Name(patient.Facts.Name));
        var line = patient.Facts.Name.HostsLines.FirstOrDefault(entry => entry.Address == first);
        var sudo = Say.Sudo(patient.Host);
        var fix = patient.Target.Address is not null
            ? new Fix("Use 127.0.0.1, which is there", Say.Curl(patient, InetAddress.LoopbackV4))
            : line is null
                ? new Fix("Switch IPv6 on for loopback", $"{sudo}sysctl -w net.ipv6.conf.lo.disable_ipv6=0", $"{sudo}sysctl -w net.ipv6.conf.lo.disable_ipv6=1", NeedsRoot: true)
                : new Fix($"Take line {line.Line} out of /etc/hosts", $"{sudo}sed -i.before '{line.Line}s/^/# /' /etc/hosts", $"{sudo}cp /etc/hosts.before /etc/hosts", NeedsRoot: true);
        return new Diagnosis("ipv6-off", $"{patient.Target.Host} means {first} first, but IPv6 is off here.", proof, fix);
    }
}
