using System.Buffers;
using System.Text;
using Berth.Engine.Listing;
using Berth.Model.Knowledge;
using Berth.Workbench.Writing;

namespace Berth.Cli.Rendering;

/// <summary>
/// Rows as RFC 4180 has them, lines ended by LF. The last column, "known", names what is not plainly observed: "reach=inferred
/// pid=hidden". Several holders are joined by ';'. To a program text is exact: nothing is escaped but the quotes. On a terminal what others chose
/// is escaped as in the table.
/// </summary>
sealed class CsvRows(Output output, bool isTerminal)
{
    static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n;");

    public void Write(IReadOnlyList<Field> columns, IReadOnlyList<Row> rows, bool header)
    {
        if (header)
        {
            foreach (var column in columns) output.Write(column.Name).Write(","u8);
            output.Write("known\n"u8);
        }
        var known = new How[columns.Count];
        foreach (var row in rows)
        {
            for (var c = 0; c < columns.Count; c++)
            {
                known[c] = WriteField(columns[c], row);
                output.Write(","u8);
            }
            WriteKnown(columns, known);
            output.Write("\n"u8);
        }
    }

    How WriteField(Field field, Row row)
    {
        if (field.OfHolder is null || row.Owner.Processes.Count == 0) return WriteValue(field.Of(row));
        if (row.Owner.Processes.Count == 1) return WriteValue(field.OfHolderIn(row, row.Owner.Processes[0]));

        var how = How.Observed;
        var joined = new StringBuilder();
        foreach (var holder in row.Owner.Processes)
        {
            var value = field.OfHolderIn(row, holder);
            if (value.How != How.Observed && value.How > how) how = value.How;
            if (joined.Length > 0) joined.Append(';');
            joined.Append(Cells.Exact(value));
        }
        WriteText(joined.ToString());
        return how;
    }

    How WriteValue(FieldValue value)
    {
        if (value.Kind == FieldValueKind.Number) output.Write(value.Number);
        else WriteText(Cells.Exact(value));
        return value.How;
    }

    void WriteText(string exact)
    {
        var text = isTerminal ? Escape.ForTerminal(exact) : exact;
        if (text.AsSpan().ContainsAny(NeedQuotes)) output.Write($"\"{text.Replace("\"", "\"\"")}\"");
        else output.Write(text);
    }

    void WriteKnown(IReadOnlyList<Field> columns, How[] known)
    {
        var first = true;
        for (var c = 0; c < known.Length; c++)
        {
            if (known[c] == How.Observed) continue;
            output.Write(first ? "" : " ").Write(columns[c].Name).Write("="u8).Write(HowNames.Name(known[c]));
            first = false;
        }
    }
}
