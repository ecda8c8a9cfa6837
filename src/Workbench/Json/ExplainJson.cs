using System.Text.Json;
using Berth.Engine.Explain;
using Berth.Engine.Listing;
using Berth.Model.Knowledge;
using Berth.Model.Snapshots;
using Berth.Workbench.Writing;

namespace Berth.Workbench.Json;

/// <summary>`berth explain --json`: docs/specs/json.md.</summary>
public static class ExplainJson
{
    public static void Write(Explanation explanation, Snapshot snapshot, Output output)
    {
        using (var json = JsonText.Writer(output))
        {
            json.WriteStartObject();
            json.WriteString("schema"u8, "berth.explain/1"u8);
            json.WriteString("taken_at"u8, JsonText.Time(snapshot.TakenAt));
            json.WriteString("target"u8, explanation.Target.Text);
            json.WriteBoolean("found"u8, explanation.IsFound);
            json.WriteString("unmarked"u8, "observed"u8);
            json.WritePropertyName("headline"u8);
            Write(explanation.Headline, json);
            json.WritePropertyName("facts"u8);
            Write(explanation.Facts, json);
            Write("sections"u8, explanation.Sections, json);
            Write("lessons"u8, explanation.Lessons, json);
            json.WriteStartArray("actions"u8);
            foreach (var step in explanation.Actions)
            {
                json.WriteStartObject();
                json.WriteString("command"u8, step.Command);
                json.WriteString("why"u8, step.Why);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WritePropertyName("shortfalls"u8);
            JsonText.Write(snapshot.Shortfalls, json);
            json.WritePropertyName("via"u8);
            JsonText.Write(snapshot.Via, json);
            json.WriteEndObject();
        }
        output.Write("\n"u8);
    }

    static void Write(IReadOnlyList<Fact> facts, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        var remarkable = false;
        foreach (var fact in facts)
        {
            json.WritePropertyName(fact.Key);
            if (fact.Items is { } items)
            {
                json.WriteStartArray();
                foreach (var group in items) Write(group.Facts, json);
                json.WriteEndArray();
            }
            else WriteValue(fact.Value, json);
            remarkable |= IsRemarkable(fact.Value);
        }
        if (remarkable) WriteKnown(facts, json);
        json.WriteEndObject();
    }

    static void WriteKnown(IReadOnlyList<Fact> facts, Utf8JsonWriter json)
    {
        json.WriteStartObject("known"u8);
        foreach (var fact in facts)
        {
            if (!IsRemarkable(fact.Value)) continue;
            json.WriteStartObject(fact.Key);
            json.WriteString("how"u8, HowNames.Name(fact.Value.How));
            if (fact.Value.Reason is { } reason) json.WriteString("reason"u8, reason);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    static void WriteValue(FieldValue value, Utf8JsonWriter json)
    {
        switch (value.Kind)
        {
            case FieldValueKind.Number: json.WriteNumberValue(value.Number); break;
            case FieldValueKind.Text: json.WriteStringValue(value.Text); break;
            case FieldValueKind.Flag: json.WriteBooleanValue(value.Number != 0); break;
            default: json.WriteNullValue(); break;
        }
    }

    static bool IsRemarkable(FieldValue value) => value.How != How.Observed || value.Reason is not null;

    static void Write(ReadOnlySpan<byte> name, IReadOnlyList<Section> sections, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (var section in sections)
        {
            json.WriteStartObject();
            json.WriteString("title"u8, section.Title);
            json.WriteStartArray("lines"u8);
            foreach (var line in section.Lines) Write(line, json);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void Write(Line line, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("text"u8, line.Text);
        if (line.How != How.Observed) json.WriteString("how"u8, HowNames.Name(line.How));
        if (line.Reason is { } reason) json.WriteString("reason"u8, reason);
        if (line.IsWarning) json.WriteBoolean("warning"u8, true);
        json.WriteEndObject();
    }
}
