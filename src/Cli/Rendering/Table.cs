using Berth.Cli.Hosting;
using Berth.Engine.Listing;
using Berth.Model;

namespace Berth.Cli.Rendering;

/// <summary>Rows for people: aligned columns that fit the terminal.</summary>
/// <param name="Width">Null: as wide as the longest cells.</param>
sealed record Table(IReadOnlyList<Field> Columns, int? Width, bool Colour, bool Header)
{
    const int Gap = 2;

    /// <summary>What the reader should be told below it.</summary>
    public readonly record struct Told(bool Inferred, bool Hidden, IReadOnlyList<Field> LeftOut);

    public Told Write(IReadOnlyList<Row> rows, Output output)
    {
        var cells = new Cell[rows.Count, Columns.Count];
        var widths = new int[Columns.Count];
        bool inferred = false, hidden = false;
        for (var c = 0; c < Columns.Count; c++)
        {
            widths[c] = Header ? Columns[c].Heading.Length : 1;
            for (var r = 0; r < rows.Count; r++)
            {
                var cell = cells[r, c] = Cells.Of(Columns[c], rows[r]);
                widths[c] = Math.Max(widths[c], TextWidth.Of(cell.Text));
                inferred |= cell.How == How.Inferred;
                hidden |= cell.How == How.Hidden;
            }
        }

        if (Width is { } room) ColumnFit.Fit(widths, Least(widths), Gap, room);
        var last = LastShown(widths);
        if (Header)
        {
            for (var c = 0; c <= last; c++) WriteCell(output, new Cell(Columns[c].Heading, How.Observed, Paint.Dim), c, widths[c], c == last);
            output.Write("\n"u8);
        }
        for (var r = 0; r < rows.Count; r++)
        {
            for (var c = 0; c <= last; c++) WriteCell(output, cells[r, c], c, widths[c], c == last);
            output.Write("\n"u8);
        }
        return new Told(inferred, hidden, [.. Columns.Skip(last + 1)]);
    }

    int[] Least(int[] widths)
    {
        var least = new int[widths.Length];
        for (var c = 0; c < least.Length; c++)
            least[c] = ColumnFit.LeastOf(widths[c], Columns[c].Heading.Length, Columns[c].Type == FieldType.Text);
        return least;
    }

    static int LastShown(int[] widths)
    {
        var last = widths.Length - 1;
        while (last > 0 && widths[last] == 0) last--;
        return last;
    }

    void WriteCell(Output output, Cell cell, int column, int width, bool isLast)
    {
        var text = IsPath(Columns[column]) ? TextWidth.FitEnd(cell.Text, width) : TextWidth.Fit(cell.Text, width);
        var padding = width - TextWidth.Of(text);
        var right = IsNumber(Columns[column].Type);
        if (right) output.Fill(' ', padding);
        if (Colour && cell.Paint != Paint.None && text.Length > 0)
            output.Write(cell.Paint.Begin()).Write(text).Write(PaintCodes.End);
        else output.Write(text);
        if (isLast) return;
        output.Fill(' ', right ? Gap : padding + Gap);
    }

    static bool IsNumber(FieldType type) => type is FieldType.Number or FieldType.Port or FieldType.Duration or FieldType.RoundTrip or FieldType.Bytes;

    static bool IsPath(Field field) => field.Name is "directory" or "executable" or "path" or "cgroup";
}
