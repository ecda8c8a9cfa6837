using Berth.Model.Processes;

namespace Berth.Audit.Rules.Processes;

/// <summary>Recognises programs that carry connections from the internet to a local port.</summary>
static class Tunnels
{
    /// <param name="Target">What it leads to, as far as the command line says it.</param>
    public sealed record Tunnel(string Name, string? Target);

    public static Tunnel? Of(ProcessFacts process)
    {
        var arguments = process.Arguments.Value ?? [];
        return process.Name switch
        {
            "ngrok" => new("ngrok", LastWord(arguments)),
            "cloudflared" when arguments.Contains("tunnel") => new("cloudflared", After(arguments, "--url")),
            "devtunnel" when arguments.Contains("host") => new("devtunnel", After(arguments, "-p")),
            "bore" when arguments.Contains("local") => new("bore", After(arguments, "local")),
            "tailscale" when arguments.Contains("funnel") => new("tailscale funnel", After(arguments, "funnel")),
            "frpc" => new("frpc", null),
            "ssh" => Reverse(arguments),
            "node" when arguments.Any(static word => word.EndsWith("/lt", StringComparison.Ordinal) || word.Contains("/localtunnel/", StringComparison.Ordinal)) => new("localtunnel", After(arguments, "--port")),
            _ => null,
        };
    }

    // -R 8080:localhost:3000, -R8080:..., and -R within a bundle such as -NR.
    static Tunnel? Reverse(IReadOnlyList<string> arguments)
    {
        for (var i = 1; i < arguments.Count; i++)
        {
            var word = arguments[i];
            if (word.Length < 2 || word[0] != '-' || word[1] == '-') continue;
            var at = word.IndexOf('R');
            // Letters before it must be switches without a value, or R belongs to that value.
            if (at < 1 || !word[1..at].All(static letter => "46AaCfGgKkMNnqsTtVvXxYy".Contains(letter))) continue;
            return new("ssh -R", at + 1 < word.Length ? word[(at + 1)..] : i + 1 < arguments.Count ? arguments[i + 1] : null);
        }
        return null;
    }

    // `ngrok http 3000 --authtoken SECRET`: what follows an option is its value, and may be a secret.
    static string? LastWord(IReadOnlyList<string> arguments)
    {
        for (var i = arguments.Count - 1; i > 1; i--)
            if (arguments[i].Length > 0 && arguments[i][0] != '-' && (!arguments[i - 1].StartsWith("--", StringComparison.Ordinal) || arguments[i - 1].Contains('='))) return arguments[i];
        return null;
    }

    static string? After(IReadOnlyList<string> arguments, string option)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == option) return i + 1 < arguments.Count ? arguments[i + 1] : null;
            if (arguments[i].StartsWith($"{option}=", StringComparison.Ordinal)) return arguments[i][(option.Length + 1)..];
        }
        return null;
    }
}
