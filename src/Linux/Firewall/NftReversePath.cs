using System.Text.Json;

namespace Berth.Linux.Firewall;

/// <summary>
/// "fib saddr . iif oif missing": is there no way back to the sender by the interface that the packet came by? Callers are taken
/// to come by the interface that answers to them leave by, so there is one. firewalld asks this of all IPv6.
/// </summary>
static class NftReversePath
{
    /// <summary>Null: it asks something else. True: it holds of packets without a way back, false: of those with one.</summary>
    public static bool? Asks(JsonElement match)
    {
        if (!match.TryMember("left", out var left) || !left.TryOnly(out var kind, out var fib) || kind != "fib") return null;
        if (fib.Text("result") is not ("oif" or "oifname") || !fib.TryMember("flags", out var flags)) return null;
        bool bySource = false, byInput = false;
        foreach (var flag in flags.Items())
        {
            if (flag.ValueKind != JsonValueKind.String) return null;
            switch (flag.GetString())
            {
                case "saddr": bySource = true; break;
                case "iif": byInput = true; break;
                // The mark may choose another table of routes; as routes by mark are not followed elsewhere, not here.
                case "mark": break;
                default: return null;
            }
        }
        if (!bySource || !byInput || !match.TryMember("right", out var right)) return null;
        return (match.Text("op"), right.ValueKind) switch
        {
            ("==", JsonValueKind.False) or ("!=", JsonValueKind.True) => true,
            ("==", JsonValueKind.True) or ("!=", JsonValueKind.False) => false,
            // Versions of nft before 0.9.1 list the missing interface as number 0.
            ("==", JsonValueKind.Number) when right.TryGetInt32(out var index) && index == 0 => true,
            ("!=", JsonValueKind.Number) when right.TryGetInt32(out var index) && index == 0 => false,
            _ => null,
        };
    }
}
