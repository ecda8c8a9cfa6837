namespace Berth.Engine.Serving;

/// <summary>What a listener answered when the address that a person is told was fetched.</summary>
/// <param name="Scheme">"http" or "https"; null: it answered in no HTTP, or not at all.</param>
/// <param name="Status">Of HTTP; 0 without.</param>
/// <param name="Caveat">Why that address is of no use as it is, and what to do; null when it is.</param>
public sealed record Fetched(string? Scheme, int Status = 0, string? Caveat = null)
{
    public static Fetched Nothing { get; } = new((string?)null);
}
