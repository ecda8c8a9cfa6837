using System.Buffers.Binary;
using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues.Known;

/// <summary>VNC: which ways to log in the server offers; "None" lets everybody in (RFC 6143, section 7.1). One connection.</summary>
public sealed class Vnc : Dialogue
{
    const int GreetingSize = 12;
    const byte None = 1;

    string? version;

    public override Step Next(ReadOnlySpan<byte> received, bool isOver)
    {
        if (version is null)
        {
            if (!(received.Length < 4 ? "RFB "u8.StartsWith(received) : received.StartsWith("RFB "u8))) return Step.NotThis;
            if (received.Length < GreetingSize) return isOver ? Step.NotThis : Step.Wait;
            version = Said.Line(received[4..GreetingSize]);
            return Step.Say(IsOld ? "RFB 003.003\n"u8 : received[..GreetingSize]);
        }
        if (IsOld)
        {
            if (received.Length < 4) return isOver ? Told([]) : Step.Wait;
            var chosen = BinaryPrimitives.ReadUInt32BigEndian(received);
            return Told(chosen is > 0 and < 256 ? [(byte)chosen] : []);
        }
        if (received.IsEmpty || received.Length < 1 + received[0]) return isOver ? Told([]) : Step.Wait;
        return Told(received.Slice(1, received[0]));
    }

    // Until 3.7 the server chose.
    bool IsOld => string.CompareOrdinal(version, "003.007") < 0;

    Step Told(ReadOnlySpan<byte> types)
    {
        var names = string.Join(", ", types.ToArray().Select(Name));
        return Step.Told(new Heard("vnc", names.Length > 0 ? $"it greets with RFB {version} and offers {names}" : $"it greets with RFB {version} and offers no way in")
        {
            Version = version,
            Authentication = types.Contains(None) ? Authentication.None : types.IsEmpty ? Authentication.Unknown : Authentication.Required,
            Details = new Dictionary<string, string> { ["security-types"] = names },
        });
    }

    static string Name(byte type) => type switch
    {
        None => "none",
        2 => "password",
        16 => "tight",
        18 => "tls",
        19 => "vencrypt",
        30 or 33 or 36 => "apple",
        _ => $"type {type}",
    };
}
