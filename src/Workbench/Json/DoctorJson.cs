using System.Text.Json;
using Berth.Audit.Diagnose;
using Berth.Audit.Diagnose.Cases;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Services;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using Berth.Workbench.Writing;

namespace Berth.Workbench.Json;

/// <summary>`berth doctor --json`: docs/specs/json.md.</summary>
public static class DoctorJson
{
    public static void Write(DiagnosisReport report, DiagnosisFacts facts, Output output)
    {
        using (var json = JsonText.Writer(output))
        {
            Begin(json, facts.Snapshot.TakenAt, facts.Target.Text, report);
            FactsJson.Write(facts, json);
            End(json, facts.Snapshot);
        }
        output.Write("\n"u8);
    }

    public static void Write(DiagnosisReport report, MachineFacts facts, Output output)
    {
        using (var json = JsonText.Writer(output))
        {
            Begin(json, facts.Snapshot.TakenAt, null, report);
            End(json, facts.Snapshot);
        }
        output.Write("\n"u8);
    }

    static void Begin(Utf8JsonWriter json, DateTimeOffset takenAt, string? target, DiagnosisReport report)
    {
        json.WriteStartObject();
        json.WriteString("schema"u8, "berth.doctor/1"u8);
        json.WriteString("taken_at"u8, JsonText.Time(takenAt));
        json.WriteString("target"u8, target);
        json.WriteString("verdict"u8, report.Verdict.Name());
        json.WritePropertyName("diagnosis"u8);
        if (report.Answer is { } answer) Write(answer, json);
        else json.WriteNullValue();
        json.WriteStartArray("also"u8);
        foreach (var also in report.Also) Write(also, json);
        json.WriteEndArray();
        json.WriteString("sentence"u8, report.Answer?.Sentence ?? report.Sentence);
        json.WriteStartArray("looked_at"u8);
        foreach (var look in report.Looked)
        {
            json.WriteStartObject();
            json.WriteString("what"u8, look.What);
            json.WriteString("result"u8, look.Result);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void End(Utf8JsonWriter json, Snapshot snapshot)
    {
        json.WritePropertyName("shortfalls"u8);
        JsonText.Write(snapshot.Shortfalls, json);
        json.WritePropertyName("via"u8);
        JsonText.Write(snapshot.Via, json);
        json.WriteEndObject();
    }

    static void Write(Diagnosis diagnosis, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, diagnosis.Id);
        json.WriteString("sentence"u8, diagnosis.Sentence);
        json.WriteBoolean("notice"u8, diagnosis.IsNotice);
        json.WriteString("how"u8, HowNames.Name(diagnosis.How));
        json.WriteString("reason"u8, diagnosis.Reason);
        json.WritePropertyName("proof"u8);
        JsonText.Write(diagnosis.Proof, json);
        json.WriteStartObject("fix"u8);
        json.WriteString("text"u8, diagnosis.Fix.Text);
        json.WriteString("command"u8, diagnosis.Fix.Command);
        json.WriteString("undo"u8, diagnosis.Fix.Undo);
        json.WriteBoolean("needs_root"u8, diagnosis.Fix.NeedsRoot);
        json.WriteString("risk"u8, diagnosis.Fix.Risk);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
