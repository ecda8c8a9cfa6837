using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues.Known;

/// <summary>memcached: its version, in the text protocol (doc/protocol.txt). One connection, or one datagram.</summary>
/// <param name="isDatagram">Over UDP each message has a frame of 8 bytes: request id, number, count, reserved.</param>
public sealed class Memcached(bool isDatagram = false) : Dialogue
{
    static ReadOnlySpan<byte> Frame => [0xbe, 0x27, 0, 0, 0, 1, 0, 0];

    bool isAsked;

    public override Step Next(ReadOnlySpan<byte> received, bool isOver)
    {
        if (!isAsked)
        {
            isAsked = true;
            return Step.Say(isDatagram ? [.. Frame, .. "version\r\n"u8] : "version\r\n"u8);
        }
        if (isDatagram && !received.IsEmpty)
        {
            if (received.Length < Frame.Length || !received.StartsWith(Frame[..2])) return Step.NotThis;
            received = received[Frame.Length..];
        }
        if (!Said.TryLine(received, out var line)) return isOver || received.Length > 200 ? Step.NotThis : Step.Wait;
        if (line.StartsWith("VERSION "u8)) return Told(line, Said.Text(line["VERSION ".Length..]), Authentication.None);
        return line.StartsWith("CLIENT_ERROR unauthenticated"u8) ? Told(line, null, Authentication.Required) : Step.NotThis;
    }

    Step Told(ReadOnlySpan<byte> line, string? version, Authentication authentication) =>
        Step.Told(new Heard("memcached", $"version was answered {Said.Line(line)}{(isDatagram ? " over UDP" : "")}") { Product = "memcached", Version = version, Authentication = authentication });
}
