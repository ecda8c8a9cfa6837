using Berth.Engine.Listing;
using Berth.Model.Knowledge;
using Berth.Workbench.Writing;

namespace Berth.Cli.Rendering;

/// <summary>Rows for people: aligned columns that fit the terminal.</summary>
/// <param name="Width">Null: as wide as the longest cells.</param>
sealed record Table(IReadOnlyList<Field> Columns, int? Width, bool Colour, bool Header)
{
    const int Gap = 2;

    /// <summary>How many of the last columns are shown only where there is room for them uncut.</summary>
    public int Spare { get; init; }

    /// <summary>Columns in which no row has anything are left out.</summary>
    public bool WithoutEmpty { get; init; }

    /// <summary>What the reader should be told below it.</summary>
    public readonly record struct Told(bool Inferred, bool Hidden, IReadOnlyList<Field> LeftOut);

    public Told Write(IReadOnlyList<Row> rows, Output output)
    {
        var cells = new Cell[Columns.Count][];
        for (var c = 0; c < cells.Length; c++)
        {
            cells[c] = new Cell[rows.Count];
            for (var r = 0; r < rows.Count; r++) cells[c][r] = Cells.Of(Columns[c], rows[r]);
        }
        var widths = WidthsOf(cells);
        var shown = Chosen(cells, widths);
        var fitted = Fitted(shown, widths);
        var last = fitted.Length - 1;
        while (last > 0 && fitted[last] == 0) last--;

        if (Header)
        {
            for (var i = 0; i <= last; i++)
                if (fitted[i] > 0) WriteCell(output, new Cell(Columns[shown[i]].Heading, How.Observed, Paint.Dim), Columns[shown[i]], fitted[i], i == last);
            output.Write("\n"u8);
        }
        bool inferred = false, hidden = false;
        for (var r = 0; r < rows.Count; r++)
        {
            for (var i = 0; i <= last; i++)
            {
                if (fitted[i] == 0) continue;
                var cell = cells[shown[i]][r];
                inferred |= cell.How == How.Inferred;
                hidden |= cell.How == How.Hidden;
                WriteCell(output, cell, Columns[shown[i]], fitted[i], i == last);
            }
            output.Write("\n"u8);
        }
        var leftOut = new List<Field>();
        for (var i = 0; i < shown.Count; i++)
            if (fitted[i] == 0) leftOut.Add(Columns[shown[i]]);
        return new Told(inferred, hidden, leftOut);
    }

    static int[] WidthsOf(Cell[][] cells)
    {
        var widths = new int[cells.Length];
        for (var c = 0; c < widths.Length; c++)
            foreach (var cell in cells[c]) widths[c] = Math.Max(widths[c], TextWidth.Of(cell.Text));
        return widths;
    }

    // Gives places of columns; a width of 0 is a column without a single value.
    List<int> Chosen(Cell[][] cells, int[] widths)
    {
        var shown = new List<int>(cells.Length);
        for (var c = 0; c < cells.Length; c++)
        {
            if (WithoutEmpty && widths[c] == 0) continue;
            widths[c] = Math.Max(widths[c], Header ? Columns[c].Heading.Length : 1);
            shown.Add(c);
        }
        while (Width is { } room && shown.Count > 1 && shown[^1] >= Columns.Count - Spare && Total(shown, widths) > room) shown.RemoveAt(shown.Count - 1);
        return shown;
    }

    int[] Fitted(List<int> shown, int[] widths)
    {
        var fitted = new int[shown.Count];
        var least = new int[shown.Count];
        for (var i = 0; i < fitted.Length; i++)
        {
            var column = Columns[shown[i]];
            fitted[i] = widths[shown[i]];
            least[i] = ColumnFit.LeastOf(fitted[i], column.Heading.Length, column.Type == FieldType.Text);
        }
        if (Width is { } room) ColumnFit.Fit(fitted, least, [.. shown.Select(column => Columns[column].Worth)], Gap, room);
        return fitted;
    }

    static int Total(List<int> shown, int[] widths)
    {
        var total = Gap * (shown.Count - 1);
        foreach (var column in shown) total += widths[column];
        return total;
    }

    void WriteCell(Output output, Cell cell, Field column, int width, bool isLast)
    {
        var text = IsPath(column) ? TextWidth.FitEnd(cell.Text, width) : TextWidth.Fit(cell.Text, width);
        var padding = width - TextWidth.Of(text);
        var right = IsNumber(column.Type);
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
