using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues.Known;

/// <summary>
/// gdbserver: asks what it supports, and only where the process says that it is one. One connection.
/// https://sourceware.org/gdb/current/onlinedocs/gdb.html/General-Query-Packets.html#qSupported
/// </summary>
public sealed class GdbServer : Dialogue
{
    bool isAsked;

    public override Step Next(ReadOnlySpan<byte> received, bool isOver)
    {
        if (!isAsked)
        {
            isAsked = true;
            return Step.Say("+$qSupported#37"u8);
        }
        var answer = received.TrimStart((byte)'+');
        var isWhole = answer.IndexOf((byte)'#') >= 0;
        if (!answer.IsEmpty && answer[0] != '$' || answer.Length > 4096) return Step.NotThis;
        if (!isWhole) return isOver ? Step.NotThis : Step.Wait;
        if (answer.IndexOf("PacketSize="u8) < 0) return Step.NotThis;
        return Step.Told(new Heard("gdbserver", $"qSupported was answered {Said.Line(answer, 60)}") { Product = "gdbserver", Authentication = Authentication.None }, "+"u8);
    }
}
