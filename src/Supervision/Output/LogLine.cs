using System.Globalization;

namespace Berth.Supervision.Output;

/// <summary>One line that a service wrote, as it wrote it: hostile text.</summary>
/// <param name="At">When it was read.</param>
public sealed record LogLine(string Service, DateTimeOffset At, string Text)
{
    const string Form = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>As a log file keeps it: the time, a space, the text.</summary>
    public string InFile => $"{At.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture)} {Text}";

    /// <summary>Null for what is no line of a log file.</summary>
    public static LogLine? Read(string service, string line) =>
        line.Length > 24 && line[24] == ' ' && DateTimeOffset.TryParseExact(line.AsSpan(0, 24), Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new LogLine(service, at, line[25..])
            : null;
}
