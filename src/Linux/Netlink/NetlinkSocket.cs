using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Berth.Linux.Native;

namespace Berth.Linux.Netlink;

/// <summary>Takes one message of a dump: its type and what follows the header. The span is valid during the call only.</summary>
public delegate void MessageReader(ushort type, ReadOnlySpan<byte> payload);

/// <summary>
/// A netlink socket that asks for dumps, and for changes (RFC 3549; include/uapi/linux/netlink.h). It stays in the network namespace in which
/// it was opened. One thread at a time.
/// </summary>
public sealed unsafe class NetlinkSocket : IDisposable
{
    public const int RouteFamily = 0;
    public const int SockDiagFamily = 4;

    const int HeaderSize = 16;
    const ushort TypeError = 2, TypeDone = 3;
    const ushort FlagRequest = 0x1, FlagAcknowledge = 0x4, FlagDump = 0x300, FlagCreate = 0x400, FlagExclusive = 0x200;
    const int AddressFamilyNetlink = 16, SocketRaw = 3, SocketCloseOnExec = 0x80000;
    const int BufferSize = 256 * 1024;

    readonly FileDescriptor descriptor;
    readonly byte* buffer = (byte*)NativeMemory.Alloc(BufferSize);
    uint sequence;

    NetlinkSocket(int fd) => descriptor = new FileDescriptor(fd);

    public static NetlinkSocket? Open(int family, out Errno error)
    {
        var fd = Libc.Socket(AddressFamilyNetlink, SocketRaw | SocketCloseOnExec, family);
        error = fd < 0 ? Errno.Last : default;
        return fd < 0 ? null : new NetlinkSocket(fd);
    }

    /// <summary>Sends one dump request and reads every answer. False with the kernel's error when it refuses.</summary>
    /// <param name="body">What follows the netlink header.</param>
    public bool Dump(ushort type, ReadOnlySpan<byte> body, MessageReader read, out Errno error) =>
        Send(type, FlagDump, body, out error) && Receive(read, out error);

    /// <summary>Makes something new, or takes something away; false with the kernel's error.</summary>
    /// <param name="isNew">It must not be there yet.</param>
    public bool Change(ushort type, bool isNew, ReadOnlySpan<byte> body, out Errno error) =>
        Send(type, (ushort)(FlagAcknowledge | (isNew ? FlagCreate | FlagExclusive : 0)), body, out error) && Receive(static (_, _) => { }, out error);

    bool Receive(MessageReader read, out Errno error)
    {
        while (true)
        {
            var received = Libc.Receive(descriptor.Number, buffer, BufferSize, 0);
            if (received < 0)
            {
                error = Errno.Last;
                if (error == Errno.Interrupted) continue;
                return false;
            }
            error = default;
            if (received == 0) return false;
            if (ReadMessages(new ReadOnlySpan<byte>(buffer, (int)received), read, out error)) return error == default;
        }
    }

    bool Send(ushort type, ushort flags, ReadOnlySpan<byte> body, out Errno error)
    {
        Span<byte> message = stackalloc byte[HeaderSize + body.Length];
        message.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(message, message.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(message[4..], type);
        BinaryPrimitives.WriteUInt16LittleEndian(message[6..], (ushort)(FlagRequest | flags));
        BinaryPrimitives.WriteUInt32LittleEndian(message[8..], ++sequence);
        body.CopyTo(message[HeaderSize..]);
        fixed (byte* p = message)
        {
            var sent = Libc.Send(descriptor.Number, p, message.Length, 0);
            error = sent < 0 ? Errno.Last : default;
            return sent == message.Length;
        }
    }

    // True when the dump has ended, well or not.
    bool ReadMessages(ReadOnlySpan<byte> data, MessageReader read, out Errno error)
    {
        error = default;
        while (data.Length >= HeaderSize)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(data);
            if (length < HeaderSize || length > data.Length) return true;
            var type = BinaryPrimitives.ReadUInt16LittleEndian(data[4..]);
            var isOurs = BinaryPrimitives.ReadUInt32LittleEndian(data[8..]) == sequence;
            var payload = data[HeaderSize..length];
            if (isOurs && type is TypeDone or TypeError)
            {
                // Both carry an int: 0, or a negative errno.
                var code = payload.Length >= 4 ? BinaryPrimitives.ReadInt32LittleEndian(payload) : 0;
                error = new Errno(Math.Abs(Math.Min(code, 0)));
                return true;
            }
            if (isOurs) read(type, payload);
            var padded = (length + 3) & ~3;
            if (padded >= data.Length) return false;
            data = data[padded..];
        }
        return false;
    }

    public void Dispose()
    {
        descriptor.Dispose();
        NativeMemory.Free(buffer);
    }
}
