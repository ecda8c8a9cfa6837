using System.Buffers.Binary;
using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues.Known;

/// <summary>
/// Kafka: ApiVersions, which is answered before any login, then Metadata of no topic, which is not. One connection.
/// https://kafka.apache.org/protocol.html
/// </summary>
public sealed class Kafka : Dialogue
{
    const short ApiVersions = 18, Metadata = 3;
    const short MetadataVersion = 4; // the first that can forbid to create topics

    int asked;

    public override Step Next(ReadOnlySpan<byte> received, bool isOver)
    {
        if (asked == 0) return Ask(ApiVersions, 0, []);
        if (received.Length >= 4 && BinaryPrimitives.ReadInt32BigEndian(received) is < 4 or > 1_000_000) return Else();
        if (received.Length < 8) return isOver ? Else() : Step.Wait;
        if (BinaryPrimitives.ReadInt32BigEndian(received[4..]) != asked) return Else();
        var size = BinaryPrimitives.ReadInt32BigEndian(received);
        if (received.Length - 4 < size) return isOver ? Else() : Step.Wait;
        var body = received.Slice(8, size - 4);
        if (asked == 2) return Told(Authentication.None, "Metadata was answered without a login");
        // An error (0, or 35 UNSUPPORTED_VERSION), then at least one interface of 6 bytes that is plausible.
        if (body.Length < 6 || BinaryPrimitives.ReadInt16BigEndian(body) is not (0 or 35)) return Step.NotThis;
        var count = BinaryPrimitives.ReadInt32BigEndian(body[2..]);
        if (count is < 1 or > 1000 || body.Length < 6 + 6L * count) return Step.NotThis;
        return Ask(Metadata, MetadataVersion, [0, 0, 0, 0, 0]); // no topics, create none
    }

    // A broker that wants a login closes on Metadata.
    Step Else() => asked == 2 ? Told(Authentication.Required, "ApiVersions was answered, Metadata was not without a login") : Step.NotThis;

    Step Ask(short api, short version, ReadOnlySpan<byte> body)
    {
        asked++;
        var client = "berth"u8;
        var message = new byte[4 + 8 + 2 + client.Length + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(message, message.Length - 4);
        BinaryPrimitives.WriteInt16BigEndian(message.AsSpan(4), api);
        BinaryPrimitives.WriteInt16BigEndian(message.AsSpan(6), version);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(8), asked);
        BinaryPrimitives.WriteInt16BigEndian(message.AsSpan(12), (short)client.Length);
        client.CopyTo(message.AsSpan(14));
        body.CopyTo(message.AsSpan(14 + client.Length));
        return Step.Say(message);
    }

    static Step Told(Authentication authentication, string evidence) => Step.Told(new Heard("kafka", evidence) { Product = "Kafka", Authentication = authentication });
}
