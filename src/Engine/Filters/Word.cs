using System.Text;
using Berth.Engine.Listing;
using Berth.Model;

namespace Berth.Engine.Filters;

/// <summary>A bare word: any of the names a person would look for contains it. With '*' the whole name must fit.</summary>
sealed class Word(string text, bool isGlob) : FilterNode
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
        if (isGlob || ShortForms.IsWord(text)) target.Append(text);
        else Spelling.WriteQuoted(target, text);
    }

    public override void VisitFields(Action<Field> visit)
    {
        foreach (var field in Searched) visit(field);
    }

    public override bool Equals(FilterNode? other) => other is Word word && word.Text == text && word.IsGlob == isGlob;
    public override int GetHashCode() => text.GetHashCode(StringComparison.Ordinal);

    string Text => text;
    bool IsGlob => isGlob;

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

    bool Fits(ReadOnlySpan<char> known) => isGlob ? Glob.Matches(known, text) : known.Contains(text, StringComparison.OrdinalIgnoreCase);

    static ReadOnlySpan<char> FileName(string path) => path.AsSpan(path.LastIndexOf('/') + 1);
}
