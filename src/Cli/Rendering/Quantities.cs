namespace Berth.Cli.Rendering;

/// <summary>Numbers with a unit, short enough for a table cell.</summary>
static class Quantities
{
    /// <summary>The two largest units: "42s", "5m 03s", "3h 12m", "9d 4h".</summary>
    public static string Duration(long seconds) => seconds switch
    {
        < 60 => $"{seconds}s",
        < 3600 => $"{seconds / 60}m {seconds % 60:00}s",
        < 86_400 => $"{seconds / 3600}h {seconds % 3600 / 60:00}m",
        _ => $"{seconds / 86_400}d {seconds % 86_400 / 3600}h",
    };

    /// <summary>"850us", "1.2ms", "34ms", "1.20s".</summary>
    public static string RoundTrip(long microseconds) => microseconds switch
    {
        < 1000 => $"{microseconds}us",
        < 10_000 => $"{microseconds / 1000.0:0.0}ms",
        < 1_000_000 => $"{microseconds / 1000}ms",
        _ => $"{microseconds / 1_000_000.0:0.00}s",
    };

    /// <summary>Binary units: "0B", "1.5KiB", "3.2GiB".</summary>
    public static string Bytes(long bytes)
    {
        if (bytes < 1024) return $"{bytes}B";
        var (value, unit) = (bytes / 1024.0, 0);
        while (value >= 1023.95 && unit < 4) (value, unit) = (value / 1024, unit + 1);
        return $"{value:0.0}{"KMGTP"[unit]}iB";
    }
}
