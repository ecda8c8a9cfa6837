using System.Buffers.Binary;
using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues.Known;

/// <summary>An X server: whether it takes a client without a cookie (X Window System Protocol, section 8). One connection.</summary>
public sealed class X11 : Dialogue
{
    // Little endian, version 11.0, no authorization.
    static ReadOnlySpan<byte> Setup => [(byte)'l', 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    const byte Failed = 0, Success = 1, Authenticate = 2;

    bool isAsked;

    public override Step Next(ReadOnlySpan<byte> received, bool isOver)
    {
        if (!isAsked)
        {
            isAsked = true;
            return Step.Say(Setup);
        }
        if (received.Length < 8) return isOver ? Step.NotThis : Step.Wait;
        if (received[0] == Authenticate) return Told("it asks to authenticate", Authentication.Required);
        // The version stands behind the first two bytes.
        if (received[0] is not (Failed or Success) || BinaryPrimitives.ReadUInt16LittleEndian(received[2..]) != 11) return Step.NotThis;
        if (received[0] == Success) return Told("it takes clients without a cookie", Authentication.None);
        var reason = received[8..Math.Min(received.Length, 8 + received[1])];
        return Told($"it refuses clients without a cookie: {Said.Line(reason)}", Authentication.Required);
    }

    static Step Told(string evidence, Authentication authentication) => Step.Told(new Heard("x11", evidence) { Product = "X server", Authentication = authentication });
}
