using Berth.Engine.Listing;
using Berth.Model.Snapshots;
using Berth.Workbench.Writing;

namespace Berth.Workbench.Json;

/// <summary>Rows for programs: docs/specs/json.md. One row per line, in the document too, so that two listings compare by line.</summary>
public static class JsonRows
{
    public const string Schema = "berth.ls/1";

    public static void WriteDocument(IReadOnlyList<Field> columns, IReadOnlyList<Row> rows, Snapshot snapshot, Output output)
    {
        output.Write("{\"schema\":\""u8).Write(Schema).Write("\",\"taken_at\":\""u8).Write(JsonText.Time(snapshot.TakenAt));
        output.Write("\",\"unmarked\":\"observed\",\"rows\":["u8);
        if (rows.Count > 0) output.Write("\n"u8);
        WriteRows(columns, rows, ",\n"u8, output);
        output.Write("\n],\"shortfalls\":"u8);
        using (var json = JsonText.Writer(output)) JsonText.Write(snapshot.Shortfalls, json);
        output.Write(",\"via\":"u8);
        using (var json = JsonText.Writer(output)) JsonText.Write(snapshot.Via, json);
        output.Write("}\n"u8);
    }

    public static void WriteLines(IReadOnlyList<Field> columns, IReadOnlyList<Row> rows, Output output)
    {
        if (rows.Count == 0) return;
        WriteRows(columns, rows, "\n"u8, output);
        output.Write("\n"u8);
    }

    static void WriteRows(IReadOnlyList<Field> columns, IReadOnlyList<Row> rows, ReadOnlySpan<byte> between, Output output)
    {
        var row = new JsonRow(columns);
        for (var i = 0; i < rows.Count; i++)
        {
            if (i > 0) output.Write(between);
            row.Write(rows[i], output);
        }
    }
}
