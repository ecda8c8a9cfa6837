using Berth.Engine.Listing;
using Berth.Model.Knowledge;
using Berth.Workbench.Writing;

namespace Berth.Cli.Rendering;

/// <summary>
/// Rows for `cut` and `awk`: one tab between fields, one line per row, no empty field. "-" is none, "?" is hidden or unread,
/// several holders are joined by ','. Control characters are escaped, so tabs and lines always separate.
/// </summary>
static class PlainRows
{
    public static void Write(IReadOnlyList<Field> columns, IReadOnlyList<Row> rows, bool header, Output output)
    {
        if (header)
        {
            for (var c = 0; c < columns.Count; c++) output.Write(c == 0 ? "" : "\t").Write(columns[c].Name);
            output.Write("\n"u8);
        }
        foreach (var row in rows)
        {
            for (var c = 0; c < columns.Count; c++)
            {
                if (c > 0) output.Write("\t"u8);
                WriteField(columns[c], row, output);
            }
            output.Write("\n"u8);
        }
    }

    static void WriteField(Field field, Row row, Output output)
    {
        if (field.OfHolder is null || row.Owner.Processes.Count == 0)
        {
            WriteValue(field.Of(row), output);
            return;
        }
        for (var i = 0; i < row.Owner.Processes.Count; i++)
        {
            if (i > 0) output.Write(","u8);
            WriteValue(field.OfHolder(row.Owner.Processes[i]), output);
        }
    }

    static void WriteValue(FieldValue value, Output output)
    {
        if (value.Kind == FieldValueKind.Number) output.Write(value.Number);
        else if (value.Kind != FieldValueKind.None) output.Write(Escape.ForTerminal(Cells.Exact(value)));
        else output.Write(value.How == How.Observed ? "-"u8 : "?"u8);
    }
}
