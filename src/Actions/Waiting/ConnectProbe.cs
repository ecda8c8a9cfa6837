using System.Net;
using System.Net.Sockets;
using Berth.Protocols.Dialling;

namespace Berth.Actions.Waiting;

/// <summary>Whether a TCP server accepts, tried on every address at once: `localhost` may mean either family.</summary>
public sealed class ConnectProbe(IReadOnlyList<IPEndPoint> endpoints)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task<Answer> TryAsync(CancellationToken cancel)
    {
        var attempts = endpoints.Select(endpoint => ConnectAsync(endpoint, cancel)).ToArray();
        var problems = await Task.WhenAll(attempts).ConfigureAwait(false);
        List<string> reached = [];
        for (var i = 0; i < problems.Length; i++)
            if (problems[i] is null) reached.Add(endpoints[i].ToString());
        return new Answer(reached, reached.Count > 0 ? null : problems.Length == 0 ? "there is no address to connect to" : problems[0]);
    }

    static async Task<string?> ConnectAsync(IPEndPoint endpoint, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            using var socket = await TcpDial.ConnectAsync(endpoint, limit.Token).ConfigureAwait(false);
            return null;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => "nothing listens",
                SocketError.TimedOut => "no answer to a connection",
                SocketError.ConnectionReset => "it cuts connections at once",
                SocketError.HostUnreachable or SocketError.NetworkUnreachable => "no route leads there",
                SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported => "this machine has no address of that family",
                _ => "no connection comes about",
            };
        }
        catch (OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            return "no answer to a connection";
        }
    }
}
