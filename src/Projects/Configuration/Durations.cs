using System.Globalization;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration;

static class Durations
{
    /// <summary>500ms, 10s, 2m, 1h, or seconds; null for nothing.</summary>
    public static TimeSpan? Of(Node? node)
    {
        if (node is not TextNode { Text: var text }) return null;
        var unit = text.EndsWith("ms", StringComparison.Ordinal) ? "ms" : text[^1] is 's' or 'm' or 'h' ? text[^1..] : "";
        var number = double.Parse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.Float, CultureInfo.InvariantCulture);
        return TimeSpan.FromMilliseconds(number * unit switch { "ms" => 1, "m" => 60_000, "h" => 3_600_000, _ => 1000 });
    }

    /// <summary>As berth.yaml has it.</summary>
    public static string Text(TimeSpan time)
    {
        if (time.TotalMilliseconds % 1000 != 0) return string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalMilliseconds}ms");
        return string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalSeconds}s");
    }
}
