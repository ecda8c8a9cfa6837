using System.Globalization;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Model.Addressing;

namespace Berth.Cli.Arguments;

/// <summary>Options whose value is an amount, read with an error that says what to write.</summary>
static class Amounts
{
    static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>"500ms", "5s", "2m", "1h"; a bare number is seconds.</summary>
    public static TimeSpan Duration(string option, string text)
    {
        var digits = text.AsSpan().TrimEnd("msh".AsSpan());
        var scale = text.AsSpan(digits.Length) switch { "ms" => 0.001, "" or "s" => 1, "m" => 60, "h" => 3600, _ => 0 };
        var isNumber = !digits.IsEmpty && char.IsAsciiDigit(digits[0]) && double.TryParse(digits, NumberStyles.AllowDecimalPoint, null, out _);
        if (!isNumber || scale == 0) throw new UsageException($"berth: {option} '{Escape.ForTerminal(text)}' is not a time. Write 500ms, 5s, 2m or 1h.");
        var seconds = double.Parse(digits) * scale;
        if (seconds > Longest.TotalSeconds) throw new UsageException($"berth: {option} '{Escape.ForTerminal(text)}' is longer than a day, 24h.");
        return TimeSpan.FromSeconds(seconds);
    }

    /// <summary>"20000-29999" or one port.</summary>
    public static PortRange Range(string option, string text)
    {
        var dash = text.IndexOf('-');
        var (first, last) = dash < 0 ? (text, text) : (text[..dash], text[(dash + 1)..]);
        if (Port.TryParse(first, out var low) && Port.TryParse(last, out var high) && low <= high && low.Number > 0) return new PortRange(low, high);
        throw new UsageException($"berth: {option} '{Escape.ForTerminal(text)}' is not a range of ports. Write two of 1 to 65535, such as 20000-29999.");
    }

    /// <summary>"3000-3999": two ports and a dash.</summary>
    public static bool IsRange(string text)
    {
        var dash = text.IndexOf('-');
        return dash > 0 && Port.TryParse(text.AsSpan(0, dash), out _) && Port.TryParse(text.AsSpan(dash + 1), out _);
    }

    /// <summary>A whole number in a range, for an option that is read as text so that the error is ours.</summary>
    public static int Number(string option, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, null, out var number) && number >= least && number <= most
            ? number
            : throw new UsageException($"berth: {option} '{Escape.ForTerminal(text)}' is not a whole number from {least} to {most}.");
}
