using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Probes.Linux.Readings;

namespace Berth.Probes.Linux.Diagnosis;

/// <summary>Asks the system's resolver for a name, as Node, Python, Java and .NET do, and reads the files that lead it.</summary>
[SupportedOSPlatform("linux")]
sealed class NameLookup(TimeProvider clock, TimeSpan patience)
{

    public async Task<NameFacts> OfAsync(string name)
    {
        var (addresses, failure) = await ResolveAsync(name).ConfigureAwait(false);
        return new NameFacts(name, addresses, failure, [.. HostsFile.Read("/etc/hosts").Where(line => line.Names.Contains(name, StringComparer.OrdinalIgnoreCase))], Sources());
    }

    async Task<(IReadOnlyList<InetAddress>, string?)> ResolveAsync(string name)
    {
        try
        {
            using var limit = new CancellationTokenSource(patience, clock);
            // getaddrinfo(3) cannot be stopped: past the limit it ends by itself, unheard.
            var found = await Dns.GetHostAddressesAsync(name).WaitAsync(limit.Token).ConfigureAwait(false);
            return found.Length == 0 ? ([], "the resolver knows no address for it") : ([.. found.Select(InetAddress.From).Distinct()], null);
        }
        catch (SocketException error)
        {
            return ([], error.SocketErrorCode == SocketError.TryAgain ? "the name server did not answer" : "the resolver knows no address for it");
        }
        catch (OperationCanceledException)
        {
            return ([], $"the resolver did not answer within {patience.TotalSeconds:0.#} s");
        }
        catch (ArgumentException)
        {
            return ([], "no resolver takes such a name");
        }
    }

    // nsswitch.conf(5)
    static string? Sources()
    {
        foreach (var line in TextFile.Lines("/etc/nsswitch.conf"))
            if (line.StartsWith("hosts:", StringComparison.Ordinal)) return line["hosts:".Length..].Split('#')[0].Trim();
        return null;
    }
}
