using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues.Known;

/// <summary>NATS: the INFO that the server greets with. One connection; we say nothing. https://docs.nats.io/reference/reference-protocols/nats-protocol</summary>
public sealed class Nats : Dialogue
{
    public override Step Next(ReadOnlySpan<byte> received, bool isOver)
    {
        if (!(received.Length < 6 ? "INFO {"u8.StartsWith(received) : received.StartsWith("INFO {"u8))) return Step.NotThis;
        if (!Said.TryLine(received, out var line)) return isOver ? Step.NotThis : Step.Wait;
        if (Json.Members(line["INFO ".Length..]) is not { } info) return Step.NotThis;
        var isAsked = info.GetValueOrDefault("auth_required") == "true";
        var details = new Dictionary<string, string>();
        foreach (var name in (ReadOnlySpan<string>)["server_name", "cluster", "tls_required"])
            if (info.TryGetValue(name, out var value)) details[name] = value[..Math.Min(value.Length, 100)];
        return Step.Told(new Heard("nats", $"it greets with INFO, auth_required {(isAsked ? "true" : "absent")}")
        {
            Product = "NATS",
            Version = info.GetValueOrDefault("version"),
            Authentication = isAsked ? Authentication.Required : Authentication.None,
            Details = details,
        });
    }
}
