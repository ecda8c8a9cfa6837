using System.Globalization;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using Berth.Linux.Files;
using Berth.Linux.Native;
using Berth.Linux.ProcFs;

namespace Berth.Api.Client;

/// <summary>One connection, for one request.</summary>
[SupportedOSPlatform("linux")]
sealed class DaemonConnection : IDisposable
{
    readonly Socket socket;

    DaemonConnection(Socket socket)
    {
        this.socket = socket;
        Reader = new ReplyReader(socket);
    }

    public ReplyReader Reader { get; }

    /// <summary>Null when nobody listens there; <paramref name="problem"/> when somebody does whom we do not trust.</summary>
    public static DaemonConnection? Open(string path, TimeSpan patience, out string? problem)
    {
        problem = null;
        if (!File.Exists(path)) return null;
        if (OwnFolder.Check(Path.GetDirectoryName(path)!) is { } folder)
        {
            problem = folder;
            return null;
        }
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.ReceiveTimeout = socket.SendTimeout = (int)patience.TotalMilliseconds;
            socket.Connect(new UnixDomainSocketEndPoint(path));
            if (SocketPeer.Of(socket) is { IsTrusted: true }) return new DaemonConnection(socket);
            problem = $"{path} is served by another user";
        }
        catch (SocketException refused) when (refused.SocketErrorCode is SocketError.ConnectionRefused or SocketError.AddressNotAvailable)
        {
            // A daemon was here and was killed.
        }
        catch (SocketException error)
        {
            problem = $"{path} cannot be reached: {error.Message}";
        }
        catch (ArgumentOutOfRangeException)
        {
            problem = $"the path {path} is too long for a socket (unix(7): 107 bytes): set XDG_RUNTIME_DIR";
        }
        socket.Dispose();
        return null;
    }

    public void Send(string capability, ReadOnlySpan<byte> body)
    {
        var head = string.Create(CultureInfo.InvariantCulture,
            $"POST /{capability} HTTP/1.1\r\nHost: {Contract.Host}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n{Contract.NetworkHeader}: {ThisProcess.NetworkNamespace}\r\nConnection: close\r\n\r\n");
        var request = new byte[head.Length + body.Length];
        Encoding.ASCII.GetBytes(head, request);
        body.CopyTo(request.AsSpan(head.Length));
        for (var sent = 0; sent < request.Length;) sent += socket.Send(request.AsSpan(sent));
    }

    /// <summary>From now on waits for as long as it takes.</summary>
    public void WaitForEver() => socket.ReceiveTimeout = 0;

    public void Dispose() => socket.Dispose();
}
