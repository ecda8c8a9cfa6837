using System.Net.Sockets;
using System.Runtime.Versioning;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using Berth.Probes.Machines;

namespace Berth.Probes.Linux.Diagnosis;

/// <summary>Gathers the facts about one target: what is bound, what its name means, and what happens when one connects.</summary>
/// <remarks>Connects to loopback and to this machine's own addresses, to nothing else.</remarks>
[SupportedOSPlatform("linux")]
sealed class TargetReader(ISocketInventory inventory, TimeProvider clock, Action beforeWords)
{
    // Programs whose protocols are not HTTP, and which write a line about every request of it to their log.
    static readonly HashSet<string> otherProtocols = new(StringComparer.Ordinal)
    {
        "postgres", "postmaster", "redis-server", "valkey-server", "keydb-server", "mysqld", "mariadbd", "mongod", "mongos", "memcached", "sshd", "dropbear",
        "named", "dnsmasq", "unbound", "master", "exim4", "dovecot", "pgbouncer", "nats-server", "smbd", "rpcbind", "vsftpd",
    };

    static readonly TimeSpan forTheName = TimeSpan.FromSeconds(2);

    static readonly SnapshotOptions everything = new()
    {
        Kinds = SocketKinds.Listeners | SocketKinds.Connections | SocketKinds.Bound,
        Detail = ProcessDetail.All,
        AllNamespaces = true,
        Firewall = true,
    };

    public async Task<DiagnosisFacts> ReadAsync(DiagnosisTarget target, string? directory)
    {
        var naming = target.Address is { } address ? Task.FromResult(NameFacts.OfAddress(address)) : new NameLookup(clock, forTheName).OfAsync(target.Host);
        var snapshot = inventory.Take(everything);
        var name = await naming.ConfigureAwait(false);
        var connect = new ConnectTry(clock);
        var tried = await Task.WhenAll(Tried(target, name, snapshot.Host).Select(one => connect.ToAsync(new Endpoint(Protocol.Tcp, one, target.Port)))).ConfigureAwait(false);
        var conversation = new Conversation(target, SpeaksPerhapsHttp(target, snapshot), clock);
        var seen = Seen(tried);
        if (target.MaySpeakHttp) TlsTry.LoadTrust();
        beforeWords();
        var attempts = await Task.WhenAll(seen.Select(one => one.IsConnected ? conversation.HoldAsync(one) : Task.FromResult(one))).ConfigureAwait(false);
        return new DiagnosisFacts
        {
            Target = target,
            Snapshot = snapshot,
            ListenersAfter = After(target.Port),
            Name = name,
            Attempts = attempts,
            Proxy = ProxyReader.Read(),
            HasIPv6 = LoopbackIPv6.IsOn,
            Directory = directory,
        };
    }

    IReadOnlyList<ConnectAttempt> Seen((ConnectAttempt, Socket?)[] tried)
    {
        try
        {
            return OtherEnds.Find(tried, inventory);
        }
        finally
        {
            foreach (var (_, connection) in tried) connection?.Dispose();
        }
    }

    // Browsers and curl try both loopback addresses for a localhost name, whatever the resolver says.
    static IEnumerable<InetAddress> Tried(DiagnosisTarget target, NameFacts name, HostFacts host)
    {
        var own = name.Addresses.Select(Reached).Where(address => IsOwn(address, host));
        return target.IsLocalhostName ? own.Concat([InetAddress.LoopbackV4, InetAddress.LoopbackV6]).Distinct() : own.Distinct();
    }

    // To connect to a wildcard reaches the machine itself.
    static InetAddress Reached(InetAddress address) =>
        !address.IsWildcard ? address.Unmapped : address.Family == InetFamily.V4 ? InetAddress.LoopbackV4 : InetAddress.LoopbackV6;

    static bool IsOwn(InetAddress address, HostFacts host)
    {
        if (address.IsLoopback) return true;
        foreach (var link in host.Interfaces)
            foreach (var own in link.Addresses)
                if (own.Address == address) return true;
        return false;
    }

    static bool SpeaksPerhapsHttp(DiagnosisTarget target, Snapshot snapshot)
    {
        if (!target.MaySpeakHttp) return false;
        if (target.Scheme is not null) return true;
        foreach (var socket in snapshot.Sockets)
            if (socket.State == SocketState.Listen && socket.LocalPort == target.Port && socket.Namespace.IsOurs && socket.Owner.First is { } first && otherProtocols.Contains(first.Name))
                return false;
        return true;
    }

    List<SocketRecord> After(Port port)
    {
        var again = inventory.Take(new SnapshotOptions { LocalPorts = [PortRange.Single(port)], Owners = false });
        return [.. again.Sockets.Where(socket => socket.State == SocketState.Listen)];
    }
}
