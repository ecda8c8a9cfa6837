using System.Buffers;
using System.Text;
using Berth.Cli.Hosting;
using Berth.Engine.Listing;
using Berth.Model;

namespace Berth.Cli.Rendering;

/// <summary>
/// Rows as RFC 4180 has them, lines ended by LF. The last column, "known", names what is not plainly observed: "reach=inferred
/// pid=hidden". Several holders are joined by ';'. Text is exact: nothing is escaped but the quotes.
/// </summary>
static class CsvRows
{
    static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n;");

    public static void Write(IReadOnlyList<Field> columns, IReadOnlyList<Row> rows, bool header, Output output)
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
                known[c] = WriteField(columns[c], row, output);
                output.Write(","u8);
            }
            WriteKnown(columns, known, output);
            output.Write("\n"u8);
        }
    }

    static How WriteField(Field field, Row row, Output output)
    {
        if (field.OfHolder is null || row.Owner.Processes.Count == 0) return WriteValue(field.Of(row), output);
        if (row.Owner.Processes.Count == 1) return WriteValue(field.OfHolderIn(row, row.Owner.Processes[0]), output);

        var how = How.Observed;
        var joined = new StringBuilder();
        foreach (var holder in row.Owner.Processes)
        {
            var value = field.OfHolderIn(row, holder);
            if (value.How != How.Observed && value.How > how) how = value.How;
            if (joined.Length > 0) joined.Append(';');
            joined.Append(Cells.Exact(value));
        }
        WriteText(joined.ToString(), output);
        return how;
    }

    static How WriteValue(FieldValue value, Output output)
    {
        if (value.Kind == FieldValueKind.Number) output.Write(value.Number);
        else WriteText(Cells.Exact(value), output);
        return value.How;
    }

    static void WriteText(string text, Output output)
    {
        if (text.AsSpan().ContainsAny(NeedQuotes)) output.Write($"\"{text.Replace("\"", "\"\"")}\"");
        else output.Write(text);
    }

    static void WriteKnown(IReadOnlyList<Field> columns, How[] known, Output output)
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
