using Berth.Links.Results;

namespace Berth.Links.Specs;

/// <summary>One parameter of a kind of fault: its name, what it means, its unit and default, and how it is read from text.</summary>
public abstract class Parameter(string name, string unit, string text)
{
    /// <summary>As it stands in text, JSON and YAML: "jitter".</summary>
    public string Name { get; } = name;

    /// <summary>What a value looks like: "duration", "size", "rate", "share", "count", or the words to choose from.</summary>
    public string Unit { get; } = unit;

    /// <summary>One line for people.</summary>
    public string Text { get; } = text;

    /// <summary>The default, as text; null when the parameter has to be given.</summary>
    public abstract string? DefaultText { get; }

    /// <summary>Whether a fault of this kind makes no sense without it.</summary>
    public bool IsRequired => DefaultText is null;

    internal abstract object? DefaultValue { get; }

    /// <summary>Reads a value from text, with the reason and the remedy when it is wrong.</summary>
    internal abstract Outcome<object> Parse(string text);

    /// <summary>The value as text that <see cref="Parse"/> reads again.</summary>
    internal abstract string Format(object value);

    /// <summary>Why a value given in code is wrong; null when it is right.</summary>
    internal abstract Refusal? Check(object value);
}
