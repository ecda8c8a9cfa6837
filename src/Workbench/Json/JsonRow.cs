using System.Text;
using Berth.Engine.Listing;
using Berth.Model.Knowledge;
using Berth.Workbench.Writing;

namespace Berth.Workbench.Json;

/// <summary>
/// Writes one row as a JSON object: one member per column, then "known" for what is not plainly observed. Not for sharing
/// between threads.
/// </summary>
public sealed class JsonRow
{
    readonly Field[] fields;

    /// <summary>{"port": for the first, ,"pid": for the others.</summary>
    readonly byte[][] names;

    // Arrays and a count: a list of values of our own would be compiled at every start.
    readonly int[] remarkFields;
    readonly FieldValue[] remarks;
    int remarkCount;

    public JsonRow(IReadOnlyList<Field> columns)
    {
        fields = [.. columns];
        names = new byte[fields.Length][];
        remarkFields = new int[fields.Length];
        remarks = new FieldValue[fields.Length];
        for (var i = 0; i < names.Length; i++) names[i] = Encoding.UTF8.GetBytes($"{(i == 0 ? '{' : ',')}\"{fields[i].Name}\":");
    }

    public void Write(Row row, Output output)
    {
        remarkCount = 0;
        for (var i = 0; i < fields.Length; i++)
        {
            output.Write(names[i]);
            if (fields[i].OfHolder is null) WriteValue(i, fields[i].OfRow!(row), output);
            else WriteHolders(i, row, output);
        }
        if (remarkCount > 0) WriteKnown(output);
        output.Write("}"u8);
    }

    void WriteHolders(int field, Row row, Output output)
    {
        var holders = row.Owner.Processes;
        if (holders.Count == 0)
        {
            WriteWithoutHolder(field, fields[field].WithoutHolder(row), output);
            return;
        }
        for (var i = 0; i < holders.Count; i++)
        {
            output.Write(i == 0 ? "["u8 : ","u8);
            WriteValue(field, fields[field].OfHolderIn(row, holders[i]), output);
        }
        output.Write("]"u8);
    }

    void WriteWithoutHolder(int field, in FieldValue value, Output output)
    {
        if (value.IsNone)
        {
            output.Write(value.How == How.Observed ? "[]"u8 : "null"u8);
            Remark(field, value);
            return;
        }
        output.Write("["u8);
        WriteValue(field, value, output);
        output.Write("]"u8);
    }

    void WriteValue(int field, in FieldValue value, Output output)
    {
        switch (value.Kind)
        {
            case FieldValueKind.Number: output.Write(value.Number); break;
            case FieldValueKind.Text: JsonCells.Text(value.Text!, output); break;
            case FieldValueKind.Flag: output.Write(value.Number != 0 ? "true"u8 : "false"u8); break;
            default: output.Write("null"u8); break;
        }
        Remark(field, value);
    }

    // One entry per field: of several holders that of the first that has one.
    void Remark(int field, in FieldValue value)
    {
        if (value.How == How.Observed && value.Reason is null) return;
        if (remarkCount > 0 && remarkFields[remarkCount - 1] == field) return;
        (remarkFields[remarkCount], remarks[remarkCount]) = (field, value);
        remarkCount++;
    }

    void WriteKnown(Output output)
    {
        output.Write(",\"known\":{"u8);
        for (var i = 0; i < remarkCount; i++)
        {
            if (i > 0) output.Write(","u8);
            output.Write(names[remarkFields[i]].AsSpan(1)).Write("{\"how\":\""u8).Write(HowNames.Name(remarks[i].How)).Write("\""u8);
            if (remarks[i].Reason is { } reason) WriteReason(i, reason, output);
            output.Write("}"u8);
        }
        output.Write("}"u8);
    }

    // A hidden owner hides ten fields for one reason: it is told once, and the others say which field has it.
    void WriteReason(int remark, string reason, Output output)
    {
        for (var i = 0; i < remark; i++)
        {
            if (remarks[i].How != remarks[remark].How || remarks[i].Reason != reason) continue;
            output.Write(",\"as\":\""u8).Write(fields[remarkFields[i]].Name).Write("\""u8);
            return;
        }
        output.Write(",\"reason\":"u8);
        JsonCells.Text(reason, output);
    }
}
