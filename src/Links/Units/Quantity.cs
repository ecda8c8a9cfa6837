using System.Globalization;

namespace Berth.Links.Units;

/// <summary>
/// Quantities as text, with their unit. A unit is never guessed: "200" is no duration, and "5 mb/s" no rate, as nobody can tell
/// whether bits or bytes are meant.
/// </summary>
public static class Quantity
{
    // The longest unit first, as "ms" ends in "s".
    static readonly (string Unit, double Ticks)[] durations =
        [("us", 10), ("µs", 10), ("ms", 1e4), ("min", 6e8), ("h", 3.6e10), ("m", 6e8), ("s", 1e7)];

    static readonly (string Unit, double Bytes)[] sizes =
        [("KiB", 1024), ("MiB", 1 << 20), ("GiB", 1 << 30), ("KB", 1e3), ("MB", 1e6), ("GB", 1e9), ("B", 1)];

    static readonly (string Unit, double BytesPerSecond)[] rates =
        [("kbit", 125), ("mbit", 125e3), ("gbit", 125e6), ("bit", 0.125)];

    /// <summary>"200ms", "1.5s", "250us", "2m", "1h", or "0".</summary>
    public static bool TryDuration(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        var found = TryRead(text, durations, StringComparison.Ordinal, out var ticks) && ticks < TimeSpan.MaxValue.Ticks;
        duration = found ? TimeSpan.FromTicks((long)Math.Round(ticks)) : default;
        return found;
    }

    /// <summary>"64KB" (1,000 bytes each), "64KiB" (1,024), "1500B", or "0".</summary>
    public static bool TrySize(ReadOnlySpan<char> text, out long bytes)
    {
        var found = TryRead(text, sizes, StringComparison.OrdinalIgnoreCase, out var read) && read < 1e18;
        bytes = found ? (long)Math.Round(read) : 0;
        return found;
    }

    /// <summary>"1mbit", "56kbit/s" (bits), "100KB/s", "1MiB/s" (bytes), or "0"; in bytes per second.</summary>
    public static bool TryRate(ReadOnlySpan<char> text, out double bytesPerSecond)
    {
        var perSecond = text.EndsWith("/s", StringComparison.Ordinal);
        var amount = perSecond ? text[..^2] : text;
        if (TryRead(amount, rates, StringComparison.OrdinalIgnoreCase, out bytesPerSecond)) return true;
        // "KB/s" is bytes and says so with a capital B; without "/s" it is a size.
        return perSecond && amount.EndsWith("B", StringComparison.Ordinal)
            && TryRead(amount, sizes, StringComparison.OrdinalIgnoreCase, out bytesPerSecond);
    }

    /// <summary>"2%" or "0.02"; from 0 to 1.</summary>
    public static bool TryShare(ReadOnlySpan<char> text, out double share)
    {
        var isPercent = text.EndsWith("%", StringComparison.Ordinal);
        if (!TryNumber(isPercent ? text[..^1] : text, out share)) return false;
        if (isPercent) share /= 100;
        return share <= 1;
    }

    public static string Duration(TimeSpan duration) => duration.Ticks switch
    {
        0 => "0",
        var ticks when ticks < 10_000 => Number(ticks / 10.0) + "us",
        var ticks when ticks % 10_000_000 != 0 => Number(ticks / 1e4) + "ms",
        var ticks => Number(ticks / 1e7) + "s",
    };

    public static string Size(long bytes) => bytes switch
    {
        0 => "0",
        _ when bytes % 1_000_000_000 == 0 => Number(bytes / 1_000_000_000) + "GB",
        _ when bytes % 1_000_000 == 0 => Number(bytes / 1_000_000) + "MB",
        _ when bytes % 1_000 == 0 => Number(bytes / 1_000) + "KB",
        _ => Number(bytes) + "B",
    };

    /// <summary>In bits, as lines are sold; "8mbit" is 1 MB a second.</summary>
    public static string Rate(double bytesPerSecond) => (bytesPerSecond * 8) switch
    {
        0 => "0",
        var bits when bits >= 1e9 => Number(bits / 1e9) + "gbit",
        var bits when bits >= 1e6 => Number(bits / 1e6) + "mbit",
        var bits when bits >= 1e3 => Number(bits / 1e3) + "kbit",
        var bits => Number(bits) + "bit",
    };

    public static string Share(double share) => Number(share * 100) + "%";

    // Fifteen digits are what a double keeps of a decimal number: 0.07 * 100 is 7 again.
    static string Number(double value) => value.ToString("G15", CultureInfo.InvariantCulture);

    static bool TryRead(ReadOnlySpan<char> text, (string Unit, double Factor)[] units, StringComparison comparison, out double amount)
    {
        amount = 0;
        if (text is "0") return true;
        foreach (var (unit, factor) in units)
        {
            if (!text.EndsWith(unit, comparison) || !TryNumber(text[..^unit.Length].TrimEnd(' '), out var number)) continue;
            amount = number * factor;
            return true;
        }
        return false;
    }

    // Digits and one point: no sign, no exponent, no infinity.
    static bool TryNumber(ReadOnlySpan<char> text, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
