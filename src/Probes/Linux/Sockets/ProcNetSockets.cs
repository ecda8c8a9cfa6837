using System.Buffers.Text;
using System.Runtime.Versioning;
using System.Text;
using Berth.Linux.ProcFs;
using Berth.Model.Addressing;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Probes.Linux.Sockets;

/// <summary>
/// Reads sockets from /proc/PID/net, for where netlink is refused (some sandboxes) and for other namespaces that cannot be
/// entered. Knows less: no V6ONLY, no cgroup, no bound sockets, no backlog.
/// </summary>
/// <param name="pid">Any process in the namespace to read; 0 for our own.</param>
[SupportedOSPlatform("linux")]
sealed class ProcNetSockets(ProcDirectory proc, int pid = 0) : ISocketSource
{
    public string Name => "procnet";

    public bool TryRead(SocketQuestion question, List<SocketRecord> sockets, out string? refusal)
    {
        refusal = null;
        var tables = 0;
        if (question.WantsInternet)
        {
            foreach (var (file, protocol, states) in new[]
            {
                ("tcp", Protocol.Tcp, question.TcpStates), ("tcp6", Protocol.Tcp, question.TcpStates),
                ("udp", Protocol.Udp, question.UdpStates), ("udp6", Protocol.Udp, question.UdpStates),
            })
            {
                if (ReadTable(file) is not { } lines) continue;
                tables++;
                foreach (var line in Lines(lines)) AddInternet(lines.AsSpan()[line], protocol, states, question, sockets);
            }
        }
        if (question.Wants(SocketKinds.Unix) && ReadTable("unix") is { } unix)
        {
            tables++;
            foreach (var row in ProcNetUnix.Rows(unix)) AddUnix(row, question, sockets);
        }
        if (tables == 0) refusal = "/proc/net has no socket tables that can be read";
        return tables > 0;
    }

    static void AddInternet(ReadOnlySpan<byte> line, Protocol protocol, uint states, SocketQuestion question, List<SocketRecord> sockets)
    {
        if (!ProcNetTable.TryParseLine(line, out var socket)) return;
        if ((states >> socket.State & 1) == 0 || !question.WantsPorts(socket.LocalPort, socket.PeerPort)) return;
        var state = (SocketState)socket.State;
        if (protocol == Protocol.Udp && state == SocketState.Closed) state = SocketState.Unconnected;
        sockets.Add(new SocketRecord
        {
            Protocol = protocol,
            State = state,
            LocalAddress = socket.LocalAddress,
            LocalPort = socket.LocalPort,
            PeerAddress = socket.PeerAddress,
            PeerPort = socket.PeerPort,
            Inode = socket.Inode,
            UserId = socket.UserId,
            ReceiveQueue = socket.ReceiveQueue,
            SendQueue = socket.SendQueue,
            Namespace = question.Namespace,
        });
    }

    static void AddUnix(ProcNetUnixRow row, SocketQuestion question, List<SocketRecord> sockets)
    {
        var state = row.IsListening ? SocketState.Listen : row.IsConnected ? SocketState.Established : SocketState.Closed;
        if (UnixSocket.Create(row.Type, (int)state, row.Path, question) is not { } kind) return;
        sockets.Add(new SocketRecord
        {
            Protocol = kind.Protocol,
            State = kind.State,
            Path = kind.Path,
            IsAbstract = kind.Path is ['@', ..],
            IsFromText = true,
            Inode = row.Inode,
            Namespace = question.Namespace,
        });
    }

    byte[]? ReadTable(string file)
    {
        Span<byte> path = stackalloc byte[64];
        var length = 0;
        if (pid == 0) "self"u8.CopyTo(path);
        else Utf8Formatter.TryFormat(pid, path, out length);
        if (pid == 0) length = 4;
        "/net/"u8.CopyTo(path[length..]);
        length += 5 + Encoding.ASCII.GetBytes(file, path[(length + 5)..]);
        path[length] = 0;
        var content = new byte[64 * 1024];
        while (true)
        {
            var read = proc.ReadAt(path, content, out _);
            if (read < 0) return null;
            if (read < content.Length) return content[..read];
            // A table grows while it is read; a buffer twice the size leaves room.
            content = new byte[content.Length * 4];
        }
    }

    static IEnumerable<Range> Lines(byte[] text)
    {
        var start = 0;
        while (start < text.Length)
        {
            var end = Array.IndexOf(text, (byte)'\n', start);
            if (end < 0) end = text.Length;
            yield return start..end;
            start = end + 1;
        }
    }
}
