using System.Net.Sockets;

namespace Berth.Linux.Native;

/// <summary>Who is at the other end of a unix socket, as the kernel noted it at connect or listen (SO_PEERCRED, unix(7)).</summary>
/// <param name="Pid">0 when the process is in a pid namespace that is not seen from here.</param>
public readonly record struct SocketPeer(int Pid, uint UserId)
{
    const int SocketLevel = 1, PeerCredentials = 17, Size = 12; // struct ucred: pid, uid, gid

    /// <summary>Null when the kernel does not say.</summary>
    public static SocketPeer? Of(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[Size];
        try
        {
            if (socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials) != Size) return null;
        }
        catch (SocketException)
        {
            return null;
        }
        return new SocketPeer(BitConverter.ToInt32(credentials), BitConverter.ToUInt32(credentials[4..]));
    }

    /// <summary>The user that a request names, when whoever asks may speak for that user: root for everybody, others for themselves.</summary>
    public uint? Named(uint? user) => UserId == 0 || user == UserId ? user : null;

    /// <summary>May do what we may: the same user, or root.</summary>
    public bool IsTrusted => UserId == 0 || UserId == CurrentUser.EffectiveId;
}
