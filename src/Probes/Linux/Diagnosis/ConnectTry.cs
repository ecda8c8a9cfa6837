using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Protocols.Dialling;

namespace Berth.Probes.Linux.Diagnosis;

/// <summary>Opens a TCP connection to an address of this machine, for as long as it takes to say how that went.</summary>
[SupportedOSPlatform("linux")]
sealed class ConnectTry(TimeProvider clock)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>What came of it, and the connection where there is one: the caller's to close.</summary>
    public async Task<(ConnectAttempt Attempt, Socket? Connection)> ToAsync(Endpoint at)
    {
        var start = clock.GetTimestamp();
        try
        {
            var socket = await OpenAsync(at, clock).ConfigureAwait(false);
            return (new ConnectAttempt(at, ConnectOutcome.Connected, clock.GetElapsedTime(start)), socket);
        }
        catch (SocketException error)
        {
            var outcome = Outcome(error.SocketErrorCode);
            var detail = outcome is ConnectOutcome.Other or ConnectOutcome.Unreachable ? error.Message : null;
            return (new ConnectAttempt(at, outcome, clock.GetElapsedTime(start), detail), null);
        }
        catch (OperationCanceledException)
        {
            return (new ConnectAttempt(at, ConnectOutcome.TimedOut, clock.GetElapsedTime(start)), null);
        }
    }

    /// <exception cref="SocketException">It was not to be.</exception>
    /// <exception cref="OperationCanceledException">Not within a second.</exception>
    public static async Task<Socket> OpenAsync(Endpoint at, TimeProvider clock)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        return await TcpDial.ConnectAsync(new IPEndPoint(at.Address.ToIPAddress(), at.Port.Number), limit.Token).ConfigureAwait(false);
    }

    /// <summary>It was accepted and reset at once; what is called not connected was reset between two calls.</summary>
    public static bool IsReset(SocketException error) =>
        error.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.NotConnected;

    static ConnectOutcome Outcome(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => ConnectOutcome.Refused,
        SocketError.TimedOut => ConnectOutcome.TimedOut,
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.AccessDenied => ConnectOutcome.Unreachable,
        SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported => ConnectOutcome.NoSuchAddress,
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.NotConnected => ConnectOutcome.Reset,
        _ => ConnectOutcome.Other,
    };
}
