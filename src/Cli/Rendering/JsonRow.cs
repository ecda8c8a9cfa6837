using System.Text.Json;
using Berth.Engine.Listing;
using Berth.Model;

namespace Berth.Cli.Rendering;

/// <summary>
/// Writes one row as a JSON object: one member per column, then "known" for what is not plainly observed. Names are encoded
/// once, and numbers and texts go from the row to the buffer. Not for sharing between threads.
/// </summary>
sealed class JsonRow
{
    static readonly JsonEncodedText known = JsonEncodedText.Encode("known"), how = JsonEncodedText.Encode("how"), reason = JsonEncodedText.Encode("reason");
    static readonly JsonEncodedText observed = JsonEncodedText.Encode("observed"), inferred = JsonEncodedText.Encode("inferred"),
        hidden = JsonEncodedText.Encode("hidden"), unread = JsonEncodedText.Encode("unread");

    readonly Field[] fields;
    readonly JsonEncodedText[] names;
    readonly FieldValue[] remarkable;

    public JsonRow(IReadOnlyList<Field> columns)
    {
        fields = [.. columns];
        names = new JsonEncodedText[fields.Length];
        for (var i = 0; i < names.Length; i++) names[i] = JsonEncodedText.Encode(fields[i].Name);
        remarkable = new FieldValue[fields.Length];
    }

    public void Write(Row row, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        var any = false;
        for (var i = 0; i < fields.Length; i++)
        {
            json.WritePropertyName(names[i]);
            remarkable[i] = fields[i].OfHolder is null ? WriteValue(fields[i].OfRow!(row), json) : WriteHolders(fields[i], row, json);
            any |= IsRemarkable(remarkable[i]);
        }
        if (any) WriteKnown(json);
        json.WriteEndObject();
    }

    // Returns the value that says how the field is known: the first that was not plainly observed, if one was not.
    static FieldValue WriteHolders(Field field, Row row, Utf8JsonWriter json)
    {
        var holders = row.Owner.Processes;
        if (holders.Count == 0) return WriteWithoutHolder(field.WithoutHolder(row), json);

        var telling = FieldValue.None;
        json.WriteStartArray();
        for (var i = 0; i < holders.Count; i++)
        {
            var value = WriteValue(field.OfHolderIn(row, holders[i]), json);
            if (IsRemarkable(value) && !IsRemarkable(telling)) telling = value;
        }
        json.WriteEndArray();
        return telling;
    }

    static FieldValue WriteWithoutHolder(FieldValue value, Utf8JsonWriter json)
    {
        if (value.IsNone && value.How != How.Observed)
        {
            json.WriteNullValue();
            return value;
        }
        json.WriteStartArray();
        if (!value.IsNone) WriteValue(value, json);
        json.WriteEndArray();
        return value;
    }

    static FieldValue WriteValue(FieldValue value, Utf8JsonWriter json)
    {
        switch (value.Kind)
        {
            case FieldValueKind.Number: json.WriteNumberValue(value.Number); break;
            case FieldValueKind.Text: json.WriteStringValue(value.Text); break;
            case FieldValueKind.Flag: json.WriteBooleanValue(value.Number != 0); break;
            default: json.WriteNullValue(); break;
        }
        return value;
    }

    static bool IsRemarkable(in FieldValue value) => value.How != How.Observed || value.Reason is not null;

    void WriteKnown(Utf8JsonWriter json)
    {
        json.WritePropertyName(known);
        json.WriteStartObject();
        for (var i = 0; i < fields.Length; i++)
        {
            if (!IsRemarkable(remarkable[i])) continue;
            json.WritePropertyName(names[i]);
            json.WriteStartObject();
            json.WriteString(how, Name(remarkable[i].How));
            if (remarkable[i].Reason is { } why) json.WriteString(reason, why);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    static JsonEncodedText Name(How how) => how switch
    {
        How.Observed => observed,
        How.Inferred => inferred,
        How.Hidden => hidden,
        _ => unread,
    };
}
