using System.Buffers.Binary;
using System.Text;
using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues.Known;

/// <summary>
/// AMQP: our protocol header is answered with Connection.Start (product, version, ways to log in), or with the header that the
/// server wants. One connection; we do not log in. https://www.rabbitmq.com/resources/specs/amqp0-9-1.pdf, sections 2.3 and 4.2
/// </summary>
public sealed class Amqp : Dialogue
{
    static ReadOnlySpan<byte> Header => [(byte)'A', (byte)'M', (byte)'Q', (byte)'P', 0, 0, 9, 1];

    static ReadOnlySpan<byte> Start => [0, 10, 0, 10, 0, 9];

    const int FrameHead = 7;

    bool isAsked;

    public override Step Next(ReadOnlySpan<byte> received, bool isOver)
    {
        if (!isAsked)
        {
            isAsked = true;
            return Step.Say(Header);
        }
        if (received.StartsWith("AMQP"u8))
            return received.Length < 8 && !isOver ? Step.Wait : Step.Told(new Heard("amqp", $"its header was answered {Said.Line(received[..Math.Min(8, received.Length)])}"));
        if (received.Length < FrameHead + 6) return isOver ? Step.NotThis : Step.Wait;
        // A method frame (1) on channel 0, class 10 method 10, version 0-9.
        var size = BinaryPrimitives.ReadInt32BigEndian(received[3..]);
        if (received[0] != 1 || received[1] != 0 || received[2] != 0 || size is < 12 or > 60_000) return Step.NotThis;
        if (received.Length < FrameHead + size) return isOver ? Step.NotThis : Step.Wait;
        var body = received.Slice(FrameHead, size);
        return body.StartsWith(Start) ? Started(body[6..]) : Step.NotThis;
    }

    static Step Started(ReadOnlySpan<byte> body)
    {
        if (!TryLong(ref body, out var table)) return Step.NotThis;
        var properties = Texts(table);
        var mechanisms = TryLong(ref body, out var said) ? Said.Text(said) ?? "" : "";
        return Step.Told(new Heard("amqp", $"its header was answered Connection.Start with the mechanisms {mechanisms}")
        {
            Product = properties.GetValueOrDefault("product"),
            Version = properties.GetValueOrDefault("version"),
            Authentication = mechanisms.Split(' ').Contains("ANONYMOUS") ? Authentication.None : Authentication.Required,
            Details = new Dictionary<string, string> { ["mechanisms"] = mechanisms },
        });
    }

    static bool TryLong(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (bytes.Length < 4) return false;
        var length = BinaryPrimitives.ReadInt32BigEndian(bytes);
        if (length < 0 || length > bytes.Length - 4) return false;
        text = bytes.Slice(4, length);
        bytes = bytes[(4 + length)..];
        return true;
    }

    /// <summary>The members of a field table that are texts ('S'); tables inside ('F') are passed, anything else ends the reading.</summary>
    static Dictionary<string, string> Texts(ReadOnlySpan<byte> table)
    {
        var texts = new Dictionary<string, string>();
        while (table.Length > 2)
        {
            var length = table[0];
            if (table.Length < 1 + length + 1) break;
            var name = Encoding.UTF8.GetString(table.Slice(1, length));
            var type = table[1 + length];
            table = table[(2 + length)..];
            if (type == 't' && table.Length > 0) table = table[1..];
            else if (type is (byte)'S' or (byte)'F' && TryLong(ref table, out var value))
            {
                if (type == 'S' && Said.Text(value) is { } text) texts[name] = text;
            }
            else break;
        }
        return texts;
    }
}
