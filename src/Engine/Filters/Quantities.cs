using System.Globalization;
using System.Text;
using Berth.Engine.Listing;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Services;
using Berth.Model.Sockets;

namespace Berth.Engine.Filters;

/// <summary>Numbers as people write them: 3000, 1h30m, 10MB, 1.5ms, lan, yes.</summary>
static class Quantities
{
    static readonly (string Suffix, long Factor)[] Durations =
    [
        ("w", 604800), ("d", 86400), ("h", 3600), ("min", 60), ("m", 60), ("sec", 1), ("s", 1), ("", 1),
    ];

    static readonly (string Suffix, long Factor)[] RoundTrips = [("us", 1), ("µs", 1), ("ms", 1000), ("s", 1_000_000), ("", 1)];

    // SI: kB is 1000; KiB and its like are 1024.
    static readonly (string Suffix, long Factor)[] Sizes =
    [
        ("", 1), ("b", 1), ("k", 1000), ("kb", 1000), ("kib", 1L << 10), ("m", 1_000_000), ("mb", 1_000_000), ("mib", 1L << 20),
        ("g", 1_000_000_000), ("gb", 1_000_000_000), ("gib", 1L << 30), ("t", 1_000_000_000_000), ("tb", 1_000_000_000_000), ("tib", 1L << 40),
    ];

    public static bool TryRead(ReadOnlySpan<char> text, FieldType type, out long number)
    {
        switch (type)
        {
            case FieldType.Port:
                var isPort = Port.TryParse(text, out var port);
                number = port.Number;
                return isPort;
            case FieldType.Reach:
                var isLevel = ReachLevelNames.TryParse(text, out var level);
                number = (long)level;
                return isLevel;
            case FieldType.Flag: return TryReadFlag(text, out number);
            case FieldType.Duration: return TryReadSum(text, Durations, out number);
            case FieldType.RoundTrip: return TryReadSum(text, RoundTrips, out number);
            case FieldType.Bytes: return TryReadSum(text, Sizes, out number);
            default:
                return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
        }
    }

    public static string Expected(FieldType type) => type switch
    {
        FieldType.Port => "a port from 0 to 65535, a range such as 3000..3999, or several by comma",
        FieldType.Reach => "host, container, lan, vpn or internet",
        FieldType.Flag => "yes or no",
        FieldType.Duration => "a time such as 90s, 5m, 2h or 1d12h",
        FieldType.RoundTrip => "a time such as 500us or 2ms",
        FieldType.Bytes => "a size such as 4096, 10MB or 1GiB",
        FieldType.Address => "an address such as 127.0.0.1 or ::1, or a prefix such as 10.0.0.0/8",
        FieldType.Number => "a number, or a range such as 10..20",
        _ => "a text",
    };

    public static void Write(StringBuilder text, long number, FieldType type)
    {
        switch (type)
        {
            case FieldType.Reach: text.Append(((ReachLevel)number).Name()); break;
            case FieldType.Flag: text.Append(number == 0 ? "no" : "yes"); break;
            case FieldType.Duration: WriteDuration(text, number); break;
            case FieldType.RoundTrip: text.Append(number).Append("us"); break;
            default: text.Append(number); break;
        }
    }

    static bool TryReadFlag(ReadOnlySpan<char> text, out long number)
    {
        number = text.Equals("yes", StringComparison.OrdinalIgnoreCase) || text.Equals("true", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        return number == 1 || text.Equals("no", StringComparison.OrdinalIgnoreCase) || text.Equals("false", StringComparison.OrdinalIgnoreCase);
    }

    // A sum of parts, each a decimal number and a unit: 1h30m. A part without a unit may only stand alone.
    static bool TryReadSum(ReadOnlySpan<char> text, (string Suffix, long Factor)[] units, out long number)
    {
        number = 0;
        if (text.IsEmpty) return false;
        var total = 0m;
        for (var parts = 1; !text.IsEmpty; parts++)
        {
            var digits = 0;
            while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] == '.')) digits++;
            var after = text[digits..];
            var letters = after.IndexOfAnyInRange('0', '9');
            if (letters < 0) letters = after.Length;
            if (letters == 0 && parts > 1) return false;
            // 18 digits fit a decimal with every unit's factor.
            if (digits is 0 or > 18) return false;
            if (!decimal.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var part)) return false;
            if (!TryFactor(after[..letters], units, out var factor)) return false;
            total += part * factor;
            if (total >= long.MaxValue) return false;
            text = after[letters..];
        }
        number = (long)total;
        return true;
    }

    static bool TryFactor(ReadOnlySpan<char> suffix, (string Suffix, long Factor)[] units, out long factor)
    {
        foreach (var unit in units)
        {
            factor = unit.Factor;
            if (suffix.Equals(unit.Suffix, StringComparison.OrdinalIgnoreCase)) return true;
        }
        factor = 0;
        return false;
    }

    static void WriteDuration(StringBuilder text, long seconds)
    {
        if (seconds == 0) text.Append("0s");
        Write(text, ref seconds, 86400, 'd');
        Write(text, ref seconds, 3600, 'h');
        Write(text, ref seconds, 60, 'm');
        Write(text, ref seconds, 1, 's');
    }

    static void Write(StringBuilder text, ref long seconds, long unit, char letter)
    {
        if (seconds >= unit) text.Append(seconds / unit).Append(letter);
        seconds %= unit;
    }
}
