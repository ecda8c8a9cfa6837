using System.Diagnostics.CodeAnalysis;

namespace Berth.Engine.Filters;

/// <summary>A filter, or where and why the text is not one.</summary>
public sealed record FilterResult
{
    FilterResult(Filter? filter, FilterError? error) => (Filter, Error) = (filter, error);

    public Filter? Filter { get; }
    public FilterError? Error { get; }

    public bool Succeeded([NotNullWhen(true)] out Filter? filter, [NotNullWhen(false)] out FilterError? error)
    {
        (filter, error) = (Filter, Error);
        return filter is not null;
    }

    internal static FilterResult Of(Filter filter) => new(filter, null);
    internal static FilterResult Of(FilterError error) => new(null, error);
}

/// <summary>What is wrong with a filter: enough to underline the place and say what was expected.</summary>
public sealed record FilterError
{
    /// <summary>What was found and what was expected, one sentence.</summary>
    public required string Message { get; init; }

    /// <summary>The whole text; arguments joined by a space.</summary>
    public required string Input { get; init; }

    /// <summary>Where the wrong part begins; the length of <see cref="Input"/> when something is missing at the end.</summary>
    public required int Start { get; init; }

    /// <summary>At least 1.</summary>
    public required int Length { get; init; }

    /// <summary>All the fields, when the error is about a field's name; else empty.</summary>
    public IReadOnlyList<string> FieldNames { get; init; } = [];

    /// <summary>What was probably meant, or null.</summary>
    public string? Suggestion { get; init; }
}
