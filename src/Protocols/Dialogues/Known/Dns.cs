using System.Buffers.Binary;

namespace Berth.Protocols.Dialogues.Known;

/// <summary>DNS: asks for the server's version (version.bind, CHAOS, TXT), which never leaves the server. One connection or datagram. RFC 1035, RFC 4892.</summary>
/// <param name="isDatagram">Over TCP two bytes of length come first.</param>
public sealed class Dns(bool isDatagram = false) : Dialogue
{
    const ushort Id = 0xbe27;
    const int HeaderSize = 12;

    // 1 question; version.bind TXT (16) CH (3). Recursion is not desired.
    static readonly byte[] Query = [0xbe, 0x27, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 7, .. "version"u8, 4, .. "bind"u8, 0, 0, 16, 0, 3];

    bool isAsked;

    public override Step Next(ReadOnlySpan<byte> received, bool isOver)
    {
        if (!isAsked)
        {
            isAsked = true;
            return Step.Say(isDatagram ? Query : [0, (byte)Query.Length, .. Query]);
        }
        if (!isDatagram)
        {
            if (received.Length < 2) return isOver ? Step.NotThis : Step.Wait;
            var length = BinaryPrimitives.ReadUInt16BigEndian(received);
            if (length is < HeaderSize or > 4096) return Step.NotThis;
            if (received.Length < 2 + length) return isOver ? Step.NotThis : Step.Wait;
            received = received[2..(2 + length)];
        }
        if (received.Length < HeaderSize) return isOver || isDatagram && received.Length > 0 ? Step.NotThis : Step.Wait;
        if (BinaryPrimitives.ReadUInt16BigEndian(received) != Id || (received[2] & 0x80) == 0) return Step.NotThis;
        var version = Text(received);
        return Step.Told(new Heard("dns", version is null ? $"version.bind was answered with code {received[3] & 15}" : $"version.bind was answered \"{version}\"")
        {
            // "dnsmasq-2.89", "9.18.24-1-Debian", "unbound 1.17.1": as it says.
            Product = version is not null && version.StartsWith("dnsmasq-", StringComparison.Ordinal) ? "dnsmasq" : null,
            Version = version is not null && version.StartsWith("dnsmasq-", StringComparison.Ordinal) ? version["dnsmasq-".Length..] : version,
        });
    }

    // The first TXT of the answer, when the answer has the shape that everybody gives it: our question repeated, one record.
    static string? Text(ReadOnlySpan<byte> message)
    {
        if (BinaryPrimitives.ReadUInt16BigEndian(message[6..]) == 0 || message.Length < Query.Length) return null;
        var record = message[Query.Length..];
        if (record.Length > 0 && (record[0] & 0xc0) == 0xc0) record = record[Math.Min(2, record.Length)..]; // a pointer to the name
        else if (record.IndexOf((byte)0) is >= 0 and var end) record = record[(end + 1)..];
        // Type, class, time to live, length of the data; then a length and the text.
        if (record.Length < 11 || record[10] > record.Length - 11) return null;
        return Said.Line(record.Slice(11, record[10]), 60);
    }
}
