namespace Berth.Engine.Explain;

/// <summary>What is known of the person who asks.</summary>
public sealed record ExplainOptions
{
    public static ExplainOptions Default { get; } = new();

    /// <summary>The folder they are in: listeners of the same project are named first. Null when unknown.</summary>
    public string? Directory { get; init; }

    /// <summary>Commands of the face that asks: a word that names nothing may have been meant as one.</summary>
    public IReadOnlyList<string> Commands { get; init; } = [];

    /// <summary>The checkout whose own address was asked about; null when it is nobody's, or not known to the person who asks.</summary>
    public string? CheckoutOfAddress { get; init; }
}
