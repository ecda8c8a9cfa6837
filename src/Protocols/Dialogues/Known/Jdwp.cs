using System.Buffers.Binary;
using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues.Known;

/// <summary>
/// Java's debugger (JDWP): the handshake comes back as it was sent. An echo server does that too, so the version is asked:
/// a reply has a flag that our question does not. One connection. https://docs.oracle.com/en/java/javase/21/docs/specs/jdwp/jdwp-spec.html
/// </summary>
public sealed class Jdwp : Dialogue
{
    static ReadOnlySpan<byte> Handshake => "JDWP-Handshake"u8;

    // Length 11, id 1, no flags, command set 1 (VirtualMachine), command 1 (Version).
    static ReadOnlySpan<byte> VersionCommand => [0, 0, 0, 11, 0, 0, 0, 1, 0, 1, 1];

    const byte IsReply = 0x80;

    int asked;

    public override Step Next(ReadOnlySpan<byte> received, bool isOver)
    {
        switch (asked)
        {
            case 0:
                asked = 1;
                return Step.Say(Handshake);
            case 1:
                if (received.Length < Handshake.Length) return isOver || !Handshake.StartsWith(received) ? Step.NotThis : Step.Wait;
                if (!received.SequenceEqual(Handshake)) return Step.NotThis;
                asked = 2;
                return Step.Say(VersionCommand);
            default:
                return Answer(received, isOver);
        }
    }

    // Events of the program may come before the reply.
    static Step Answer(ReadOnlySpan<byte> bytes, bool isOver)
    {
        while (bytes.Length >= 11)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes);
            if (length < 11) return Step.NotThis;
            if (bytes[8] == IsReply && BinaryPrimitives.ReadInt32BigEndian(bytes[4..]) == 1)
                return bytes.Length < length && !isOver ? Step.Wait : Told(bytes[11..Math.Min(length, bytes.Length)]);
            if (bytes.Length < length || bytes.StartsWith(VersionCommand)) break;
            bytes = bytes[length..];
        }
        return isOver ? Step.NotThis : Step.Wait;
    }

    // Description, then two numbers, then the machine's version and name, each with its length.
    static Step Told(ReadOnlySpan<byte> body)
    {
        string? version = null, name = null;
        if (TryText(ref body, out _) && body.Length >= 8)
        {
            body = body[8..];
            if (TryText(ref body, out version)) TryText(ref body, out name);
        }
        return Step.Told(new Heard("jdwp", "JDWP-Handshake came back, and the machine tells its version") { Product = name ?? "Java debugger", Version = version, Authentication = Authentication.None });
    }

    static bool TryText(ref ReadOnlySpan<byte> bytes, out string? text)
    {
        text = null;
        if (bytes.Length < 4) return false;
        var length = BinaryPrimitives.ReadInt32BigEndian(bytes);
        if (length < 0 || length > bytes.Length - 4) return false;
        text = Said.Text(bytes.Slice(4, length));
        bytes = bytes[(4 + length)..];
        return true;
    }
}
