using System.Buffers.Binary;
using Berth.Model.Addressing;
using Berth.Model.Services;

namespace Berth.Localhost.Hooks;

/// <summary>What became of binds of one control group. The pid is as the machine's first pid namespace numbers it.</summary>
public sealed record GroupBind(ulong Group, BindRecord Bind)
{
    internal static GroupBind? Read(byte[] key, byte[] value)
    {
        if (key.Length != RecordParts.KeySize || value.Length != RecordParts.ValueSize) return null;
        var address = key.AsSpan(RecordParts.Address1, 16);
        var asked = key[RecordParts.FamilyOffset] == SocketAddress.FamilyV4 ? InetAddress.V4(BinaryPrimitives.ReadUInt32BigEndian(address)) : InetAddress.V6(address);
        var protocol = BitConverter.ToUInt16(key, RecordParts.TypeOffset) == SocketAddress.Datagram ? Protocol.Udp : Protocol.Tcp;
        var port = new Port(BinaryPrimitives.ReadUInt16BigEndian(key.AsSpan(RecordParts.PortOffset)));
        return new GroupBind(BitConverter.ToUInt64(key), new BindRecord((BindOutcome)key[RecordParts.OutcomeOffset], protocol, asked, port, BitConverter.ToUInt64(value, RecordParts.Count))
        {
            Pid = (int)(BitConverter.ToUInt64(value, RecordParts.Process) >> 32),
        });
    }
}
