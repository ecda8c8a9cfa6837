using Berth.Model.Knowledge;
using Berth.Model.Processes;

namespace Berth.Engine.Listing;

public static partial class Fields
{
    static Field[] OfPeer =>
    [
        new()
        {
            Name = "peer", Heading = "PEER", Type = FieldType.Address, Worth = 7, Help = "address and port of the other end; a filter takes prefixes too",
            Aliases = ["remote"],
            OfRow = static row => row.Socket.HasPeer ? FieldValue.OfText(row.Socket.Peer.ToString()) : FieldValue.None,
            OfAddress = static row => row.Socket.HasPeer ? row.Socket.PeerAddress : null,
        },
        new()
        {
            Name = "peer_port", Heading = "PEER PORT", Type = FieldType.Port, Help = "port of the other end", Aliases = ["remote_port"],
            OfRow = static row => row.Socket.HasPeer ? FieldValue.OfNumber(row.Socket.PeerPort.Number) : FieldValue.None,
        },
        new()
        {
            Name = "peer_process", Heading = "PEER PROCESS", Type = FieldType.Text, Worth = 6, NeedsOwner = true,
            Help = "the process at the other end, where it is on this machine", Aliases = ["client"],
            OfRow = static row => OfPeerOwner(row, static process => FieldValue.OfText(process.Name)),
        },
        new()
        {
            Name = "peer_pid", Heading = "PEER PID", Type = FieldType.Number, NeedsOwner = true, Help = "process id at the other end",
            OfRow = static row => OfPeerOwner(row, static process => FieldValue.OfNumber(process.Pid)),
        },
    ];

    static FieldValue OfPeerOwner(Row row, Func<ProcessFacts, FieldValue> read)
    {
        if (row.PeerSocket?.Owner is not { } owner) return FieldValue.None;
        if (owner.First is not { } first) return FieldValue.None.KnownAs(owner.How, owner.Reason);
        return owner.How == How.Inferred ? read(first).KnownAs(How.Inferred, owner.Reason) : read(first);
    }
}
