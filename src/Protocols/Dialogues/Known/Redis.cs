using System.Text;
using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues.Known;

/// <summary>
/// Redis and those that speak its protocol: PING tells whether it serves without a password; only then its protected mode and
/// version are asked. One connection.
/// </summary>
public sealed class Redis : Dialogue
{
    int asked;

    public override Step Next(ReadOnlySpan<byte> received, bool isOver)
    {
        switch (asked)
        {
            case 0:
                asked = 1;
                return Step.Say("*1\r\n$4\r\nPING\r\n"u8);
            case 1:
                if (!IsReply(received)) return Step.NotThis;
                if (!Said.TryLine(received, out var line)) return isOver ? Step.NotThis : Step.Wait;
                if (line.SequenceEqual("+PONG"u8))
                {
                    asked = 2;
                    return Step.Say("*3\r\n$6\r\nCONFIG\r\n$3\r\nGET\r\n$14\r\nprotected-mode\r\n*2\r\n$4\r\nINFO\r\n$6\r\nserver\r\n"u8);
                }
                return Refusal(line);
            default:
                return HasBoth(received) || isOver ? Step.Told(Served(Encoding.UTF8.GetString(received))) : Step.Wait;
        }
    }

    static bool IsReply(ReadOnlySpan<byte> bytes) => bytes.IsEmpty || bytes[0] is (byte)'+' or (byte)'-';

    static Step Refusal(ReadOnlySpan<byte> line)
    {
        var isPassword = line.StartsWith("-NOAUTH"u8) || line.StartsWith("-WRONGPASS"u8);
        var isProtected = line.StartsWith("-DENIED"u8);
        if (!isPassword && !isProtected && !line.StartsWith("-LOADING"u8) && !line.StartsWith("-NOPERM"u8) && !line.StartsWith("-MASTERDOWN"u8)) return Step.NotThis;
        return Step.Told(new Heard("redis", $"PING was answered {Said.Line(line)}")
        {
            Product = "Redis",
            Authentication = isPassword || line.StartsWith("-NOPERM"u8) ? Authentication.Required : Authentication.Unknown,
            Details = isProtected ? new Dictionary<string, string> { ["protected-mode"] = "yes" } : new Dictionary<string, string>(),
        });
    }

    // Each answer is an error line, or ends with the line end of its last text.
    static bool HasBoth(ReadOnlySpan<byte> bytes) => Skip(ref bytes, 0) && Skip(ref bytes, 0);

    /// <summary>Passes one whole reply (https://redis.io/docs/latest/develop/reference/protocol-spec/); false when it is not all there.</summary>
    static bool Skip(ref ReadOnlySpan<byte> bytes, int depth)
    {
        if (depth > 4 || !Said.TryLine(bytes, out var line) || line.IsEmpty) return false;
        bytes = bytes[(bytes.IndexOf((byte)'\n') + 1)..];
        if (line[0] is not ((byte)'$' or (byte)'*' or (byte)'%' or (byte)'=')) return true;
        if (!int.TryParse(line[1..], out var count)) return false;
        if (count < 0) return true;
        if (line[0] is (byte)'$' or (byte)'=')
        {
            if (bytes.Length - 2 < count) return false;
            bytes = bytes[(count + 2)..];
            return true;
        }
        for (var left = line[0] == '%' ? 2L * count : count; left > 0; left--)
            if (!Skip(ref bytes, depth + 1)) return false;
        return true;
    }

    static Heard Served(string text)
    {
        var details = new Dictionary<string, string>();
        var lines = text.Split('\n', StringSplitOptions.TrimEntries);
        for (var i = 0; i + 2 < lines.Length; i++)
            if (lines[i] == "protected-mode" && lines[i + 2] is "yes" or "no") details["protected-mode"] = lines[i + 2];
        if (Info(lines, "redis_mode") is { } mode) details["mode"] = mode;
        var (product, version) = Info(lines, "valkey_version") is { } valkey ? ("Valkey", valkey)
            : Info(lines, "dragonfly_version") is { } dragonfly ? ("Dragonfly", dragonfly)
            : ("Redis", Info(lines, "redis_version"));
        var protection = details.TryGetValue("protected-mode", out var isProtected) ? $"; protected-mode is {isProtected}" : "";
        return new Heard("redis", $"PING was answered +PONG without a password{protection}") { Product = product, Version = version, Authentication = Authentication.None, Details = details };
    }

    static string? Info(string[] lines, string name)
    {
        foreach (var line in lines)
            if (line.Length > name.Length + 1 && line[name.Length] == ':' && line.StartsWith(name, StringComparison.Ordinal)) return line[(name.Length + 1)..Math.Min(line.Length, name.Length + 41)];
        return null;
    }
}
