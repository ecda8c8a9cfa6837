namespace Berth.Audit.Findings;

/// <summary>How bad a finding is. Ordered.</summary>
public enum Severity : byte
{
    /// <summary>Good to know.</summary>
    Info,
    Low,
    Medium,
    High,
    Critical,
}

public static class SeverityNames
{
    public static string Name(this Severity severity) => severity switch
    {
        Severity.Critical => "critical",
        Severity.High => "high",
        Severity.Medium => "medium",
        Severity.Low => "low",
        _ => "info",
    };

    public static bool TryParse(ReadOnlySpan<char> text, out Severity severity)
    {
        for (severity = Severity.Info; severity <= Severity.Critical; severity++)
            if (text.Equals(severity.Name(), StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
