using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues.Known;

/// <summary>
/// SOCKS5: whether it takes a client without a login (RFC 1928, section 3). Nothing is asked to be forwarded: the other end of
/// such a proxy may be another machine. One connection.
/// </summary>
public sealed class Socks5 : Dialogue
{
    const byte Version = 5, NoLogin = 0, Password = 2, Nothing = 0xff;

    bool isAsked;

    public override Step Next(ReadOnlySpan<byte> received, bool isOver)
    {
        if (!isAsked)
        {
            isAsked = true;
            return Step.Say([Version, 1, NoLogin]);
        }
        if (received.Length > 2 || received.Length > 0 && received[0] != Version) return Step.NotThis;
        if (received.Length < 2) return isOver ? Step.NotThis : Step.Wait;
        return received[1] switch
        {
            NoLogin => Step.Told(new Heard("socks5", "it takes clients without a login (method 0)") { Authentication = Authentication.None }),
            Password or Nothing => Step.Told(new Heard("socks5", "it refuses clients without a login") { Authentication = Authentication.Required }),
            _ => Step.NotThis,
        };
    }
}
