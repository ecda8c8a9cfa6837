using System.Text;
using Berth.Engine.Listing;
using Berth.Model.Knowledge;

namespace Berth.Engine.Filters;

/// <summary>How a bare word is held against a name.</summary>
enum NameFit : byte
{
    /// <summary>The name contains it, whatever the case.</summary>
    Part,

    /// <summary>It is the name, whatever the case.</summary>
    Whole,

    /// <summary>With '*': the whole name fits the pattern.</summary>
    Pattern,
}

/// <summary>A bare word: one of the names that a person would look for fits it.</summary>
sealed class Word(string text, NameFit fit) : FilterNode
{
    static readonly Field[] Searched =
        [Fields.Get("process"), Fields.Get("project"), Fields.Get("unit"), Fields.Get("container"), Fields.Get("framework"), Fields.Get("service")];

    public override Truth Of(Row row)
    {
        var truth = Truth.No;
        foreach (var field in Searched)
        {
            var here = OfField(field, row);
            if (here == Truth.Yes) return here;
            if (here > truth) truth = here;
        }
        foreach (var holder in row.Owner.Processes)
            if (holder.Arguments.Value is [var program, ..] && Fits(FileName(program))) return Truth.Yes;
        return truth == Truth.No && row.Socket.Path is { } path && Fits(path) ? Truth.Yes : truth;
    }

    public override void Write(StringBuilder target)
    {
        if (fit == NameFit.Pattern || ShortForms.IsWord(text)) target.Append(text);
        else Spelling.WriteQuoted(target, text);
    }

    public override void VisitFields(Action<Field> visit)
    {
        foreach (var field in Searched) visit(field);
    }

    public override bool Equals(FilterNode? other) => other is Word word && word.Text == text && word.Fit == fit;
    public override int GetHashCode() => text.GetHashCode(StringComparison.Ordinal);

    string Text => text;
    NameFit Fit => fit;

    Truth OfField(Field field, Row row)
    {
        if (field.OfHolder is null) return OfValue(field.OfRow!(row));
        if (row.Owner.Processes.Count == 0) return OfValue(field.WithoutHolder(row));
        var truth = Truth.No;
        foreach (var holder in row.Owner.Processes)
        {
            var here = OfValue(field.OfHolder(holder));
            if (here > truth) truth = here;
        }
        return truth;
    }

    Truth OfValue(FieldValue value)
    {
        if (value.IsNone) return value.How is How.Hidden or How.Unread ? Truth.Unknown : Truth.No;
        return Truths.Of(value.Text is { } known && Fits(known));
    }

    bool Fits(ReadOnlySpan<char> known) => fit switch
    {
        NameFit.Pattern => Glob.Matches(known, text),
        NameFit.Whole => known.Equals(text, StringComparison.OrdinalIgnoreCase),
        _ => known.Contains(text, StringComparison.OrdinalIgnoreCase),
    };

    static ReadOnlySpan<char> FileName(string path) => path.AsSpan(path.LastIndexOf('/') + 1);
}
