using Berth.Engine.Listing;
using Berth.Model.Knowledge;

namespace Berth.Engine.Explain;

/// <summary>One fact for programs: a key with a value, or with a list of groups of facts.</summary>
/// <param name="Key">Lower case, words joined by '_'. Unique in its group, in a stable order.</param>
public sealed record Fact(string Key, FieldValue Value)
{
    /// <summary>Null unless the fact is a list.</summary>
    public IReadOnlyList<FactGroup>? Items { get; init; }

    public static Fact Of(string key, string? text) => new(key, FieldValue.OfText(text));
    public static Fact Of(string key, long number) => new(key, FieldValue.OfNumber(number));
    public static Fact Of(string key, bool flag) => new(key, FieldValue.OfFlag(flag));
    public static Fact Of(string key, IReadOnlyList<FactGroup> items) => new(key, FieldValue.None) { Items = items };

    public Fact KnownAs(How how, string? reason) => this with { Value = Value.KnownAs(how, reason) };
}

/// <summary>The facts of one thing in a list: a listener, a holder, a connection.</summary>
public sealed record FactGroup(IReadOnlyList<Fact> Facts);
