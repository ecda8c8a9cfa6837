using Berth.Model.Knowledge;

namespace Berth.Engine.Listing;

/// <summary>
/// The value of one field of one row: nothing, a number, a text or a flag, and how it is known. A value type: a listing of
/// 50,000 rows makes no object per cell.
/// </summary>
public readonly record struct FieldValue
{
    FieldValue(FieldValueKind kind, long number, string? text, How how, string? reason) =>
        (Kind, Number, Text, How, Reason) = (kind, number, text, how, reason);

    public FieldValueKind Kind { get; }

    /// <summary>The number (in the unit of the field's <see cref="FieldType"/>), or 1 for a true flag.</summary>
    public long Number { get; }

    public string? Text { get; }
    public How How { get; }

    /// <summary>Null when observed.</summary>
    public string? Reason { get; }

    public bool IsNone => Kind == FieldValueKind.None;

    /// <summary>Observed: there is none.</summary>
    public static FieldValue None { get; } = new(FieldValueKind.None, 0, null, How.Observed, null);

    public static FieldValue OfNumber(long number) => new(FieldValueKind.Number, number, null, How.Observed, null);
    public static FieldValue OfText(string? text) => text is null ? None : new(FieldValueKind.Text, 0, text, How.Observed, null);

    /// <summary>A text that has an order, such as a reach level's name with its rank.</summary>
    public static FieldValue OfRanked(string text, long rank) => new(FieldValueKind.Text, rank, text, How.Observed, null);
    public static FieldValue OfFlag(bool flag) => new(FieldValueKind.Flag, flag ? 1 : 0, null, How.Observed, null);
    public static FieldValue Hidden(string? reason) => new(FieldValueKind.None, 0, null, How.Hidden, reason);


    /// <summary>The snapshot was not asked for it.</summary>
    public static FieldValue Unread { get; } = new(FieldValueKind.None, 0, null, How.Unread, null);

    /// <summary>The text of a known value, or nothing and why.</summary>
    public static FieldValue Of(Known<string> known) => OfText(known.Value).KnownAs(known.How, known.Reason);

    /// <summary>One text out of a known value, with the same knowledge.</summary>
    public static FieldValue Of<T>(Known<T> known, Func<T, string?> text) =>
        (known.Value is { } value ? OfText(text(value)) : None).KnownAs(known.How, known.Reason);

    public FieldValue KnownAs(How how, string? reason) => new(Kind, Number, Text, how, reason);
}

public enum FieldValueKind : byte
{
    None,
    Number,
    Text,
    Flag,
}
