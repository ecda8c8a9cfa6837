using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Engine.Listing;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Knowledge;
using Berth.Model.Sockets;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>The server listens in one address family only, and the client tries the other.</summary>
sealed class FamilySplit : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        if (patient.Paths is not [{ Outcome: ConnectOutcome.Refused or ConnectOutcome.NoSuchAddress } first, ..] || patient.ListenerAt(first) is not null) return null;
        var other = first.At.Address.Family == InetFamily.V4 ? InetAddress.LoopbackV6 : InetAddress.LoopbackV4;
        if (patient.ListenerAt(other) is not { } row) return null;
        var later = patient.Paths.FirstOrDefault(static path => path.IsConnected);
        return later is null ? Never(patient, first, row, other) : Sometimes(patient, first, later, row);
    }

    static Diagnosis Never(Case patient, ConnectAttempt first, Row row, InetAddress other)
    {
        List<string> proof = [Say.Attempt(first), Say.Listens(row)];
        if (patient.Target.Address is null) proof.Add(Say.Name(patient.Facts.Name));
        if (patient.Facts.Attempts.FirstOrDefault(path => path.At.Address == other && path.IsConnected) is { } works) proof.Add(Say.Attempt(works));
        return new Diagnosis(
            "family-split", $"{Say.Upper(Say.Who(row))} listens on {Name(other.Family)} only, and {patient.Target.Place} is {Name(first.At.Address.Family)}.", proof,
            Both(patient, row, other));
    }

    static Diagnosis Sometimes(Case patient, ConnectAttempt first, ConnectAttempt later, Row row) => new(
        "family-split", $"{Say.Upper(Say.Who(row))} listens on {Name(later.At.Address.Family)} only, and {patient.Target.Host} means {first.At.Address} first: clients that try one address fail.",
        [Say.Attempt(first), Say.Attempt(later), Say.Name(patient.Facts.Name)], Both(patient, row, later.At.Address))
    {
        How = How.Inferred,
        Reason = "curl and browsers go on to the second address; Node 17 to 19, Java and many libraries do not",
    };

    static Fix Both(Case patient, Row row, InetAddress works)
    {
        var name = row.Owner.First?.Name ?? "the server";
        return new Fix($"Let {name} listen on both ({Advice(row.Socket, works)}); until then use the address that works", Say.Curl(patient, works));
    }

    // A server on loopback stays there: "::" is every interface.
    static string Advice(SocketRecord listener, InetAddress works)
    {
        var missing = works.Family == InetFamily.V6 ? InetAddress.LoopbackV4 : InetAddress.LoopbackV6;
        if (!listener.LocalAddress.IsWildcard) return $"bind {missing} too, or instead, such as --host {missing}";
        return $"{(works.Family == InetFamily.V6 ? "bind :: without IPV6_V6ONLY" : "bind ::")}; mind: that is every interface, over {Name(missing.Family)} too";
    }

    static string Name(InetFamily family) => family == InetFamily.V4 ? "IPv4" : "IPv6";
}
