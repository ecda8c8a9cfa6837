using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Berth.Actions.Isolation;
using Berth.Model;

namespace Berth.Actions.Running;

/// <summary>
/// A port on loopback for one command: the same every time for the same checkout and name, unless somebody has it. It is held by
/// a socket that is bound and never listens: the system gives the port to nobody meanwhile, connecting to it is refused, and a
/// server that sets SO_REUSEADDR, as nearly all do, can bind it beside.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class PortLease : IDisposable
{
    // Outside of what Linux and IANA hand out by themselves (32768-60999, 49152-65535), and of what browsers refuse to open.
    const int First = 20_000, Count = 10_000;
    const int SocketLevel = 1, ReuseAddress = 2; // SOL_SOCKET, SO_REUSEADDR: .NET's own option sets SO_REUSEPORT too

    readonly Socket holder;

    PortLease(Port port, Socket holder) => (Port, this.holder) = (port, holder);

    public Port Port { get; }

    /// <summary>Null with the reason.</summary>
    /// <param name="state">The folder of the lock: who asks meanwhile waits, so two never find the same port free.</param>
    /// <param name="isTaken">Whether a socket has the port already, on whatever address.</param>
    public static PortLease? Take(string state, string root, string name, Func<Port, bool> isTaken, out string? problem)
    {
        using var turn = StateLock.Take(state, out problem);
        if (turn is null) return null;
        for (var attempt = 0; attempt < Count; attempt++)
        {
            var port = Candidate(root, name, attempt);
            if (!isTaken(port) && Hold(port) is { } holder) return new PortLease(port, holder);
        }
        problem = $"no port of {First}-{First + Count - 1} is free";
        return null;
    }

    static Port Candidate(string root, string name, int attempt)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{attempt}\0{name}\0{root}"), hash);
        return new Port((ushort)(First + BinaryPrimitives.ReadUInt32BigEndian(hash) % Count));
    }

    static Socket? Hold(Port port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.SetRawSocketOption(SocketLevel, ReuseAddress, BitConverter.GetBytes(1));
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port.Number));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    public void Dispose() => holder.Dispose();
}
