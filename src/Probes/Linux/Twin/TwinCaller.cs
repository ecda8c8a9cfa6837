using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Berth.Model.Addressing;
using Berth.Model.Firewall;

namespace Berth.Probes.Linux.Twin;

/// <summary>Makes the calls of probes: a byte back is "open", an answer of refusal "rejected", silence "filtered".</summary>
[SupportedOSPlatform("linux")]
static class TwinCaller
{
    static readonly byte[] question = [0];

    /// <summary>Called inside the caller's namespace: binds the caller's end. Null when it cannot be made.</summary>
    public static Socket? Prepare(TwinProbe probe)
    {
        var family = probe.To.Family == InetFamily.V4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        var isUdp = probe.Listener.Protocol == Model.Addressing.Protocol.Udp;
        var socket = new Socket(family, isUdp ? SocketType.Dgram : SocketType.Stream, isUdp ? ProtocolType.Udp : ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(Scoped(probe.Caller), 0));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    public static async Task<PathVerdict> CallAsync(Socket socket, TwinProbe probe, TimeSpan patience, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience);
        var answer = new byte[1];
        try
        {
            await socket.ConnectAsync(new IPEndPoint(Scoped(probe.To), probe.Port.Number), limit.Token).ConfigureAwait(false);
            if (probe.Listener.Protocol == Model.Addressing.Protocol.Udp) await socket.SendAsync(question, limit.Token).ConfigureAwait(false);
            var read = await socket.ReceiveAsync(answer, limit.Token).ConfigureAwait(false);
            return read > 0 ? PathVerdict.Open : PathVerdict.Rejected;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return PathVerdict.Filtered;
        }
        catch (SocketException e)
        {
            // EPERM: a rule on the way out of this machine itself.
            return e.SocketErrorCode == SocketError.TimedOut || e.NativeErrorCode == 1 ? PathVerdict.Filtered : PathVerdict.Rejected;
        }
    }

    // A link-local address means something on one interface only: the callers have but one, the machine's is asked by name.
    static IPAddress Scoped(InetAddress address)
    {
        var plain = address.ToIPAddress();
        if (plain.IsIPv6LinkLocal) plain.ScopeId = PeerIndex;
        return plain;
    }

    static long PeerIndex => 2;
}
