using System.Text.Json;
using Berth.Audit.Findings;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Repository;
using Berth.Model.Services;
using Berth.Model.Sockets;
using Berth.Workbench.Auditing;
using Berth.Workbench.Writing;

namespace Berth.Workbench.Json;

/// <summary>`berth audit --json` and `berth lint --json`: docs/specs/json.md.</summary>
public static class FindingsJson
{
    public static void Write(FindingsReport report, Output output)
    {
        using (var json = JsonText.Writer(output))
        {
            json.WriteStartObject();
            json.WriteString("schema"u8, "berth.findings/1"u8);
            json.WriteString("command"u8, report.Command);
            json.WriteString("taken_at"u8, JsonText.Time(report.TakenAt));
            json.WriteString("scope"u8, report.Scope);
            json.WriteString("proof"u8, report.Proof);
            json.WriteStartObject("summary"u8);
            for (var severity = Severity.Critical; ; severity--)
            {
                json.WriteNumber(severity.Name(), report.New.Count(finding => finding.Severity == severity));
                if (severity == Severity.Info) break;
            }
            json.WriteEndObject();
            json.WriteStartArray("findings"u8);
            foreach (var finding in report.Findings) Write(finding, report, json);
            json.WriteEndArray();
            json.WritePropertyName("shortfalls"u8);
            JsonText.Write(report.Shortfalls, json);
            json.WriteEndObject();
        }
        output.Write("\n"u8);
    }

    static void Write(Finding finding, FindingsReport report, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("fingerprint"u8, finding.Fingerprint);
        json.WriteString("rule"u8, finding.Rule);
        json.WriteString("severity"u8, finding.Severity.Name());
        json.WriteString("confidence"u8, finding.Confidence switch { Confidence.Proven => "proven", Confidence.Likely => "likely", _ => "certain" });
        json.WriteString("subject"u8, finding.Subject);
        json.WriteString("title"u8, finding.Title);
        Write(finding.Endpoint, json);
        if (finding.Pid is { } pid) json.WriteNumber("pid"u8, pid); else json.WriteNull("pid"u8);
        json.WriteString("reach"u8, finding.Reach);
        json.WriteString("reach_proof"u8, finding.ReachProof);
        Write(finding.Position, json);
        json.WriteStartArray("evidence"u8);
        foreach (var evidence in finding.Evidence)
        {
            json.WriteStartObject();
            json.WriteString("source"u8, evidence.Source);
            json.WriteString("text"u8, evidence.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("why"u8, finding.Why);
        json.WriteStartArray("fixes"u8);
        foreach (var fix in finding.Fixes) Write(fix, json);
        json.WriteEndArray();
        json.WriteBoolean("known"u8, report.Known.Contains(finding.Fingerprint));
        Write(finding.SuppressedBy, json);
        json.WriteEndObject();
    }

    static void Write(Endpoint? endpoint, Utf8JsonWriter json)
    {
        json.WritePropertyName("endpoint"u8);
        if (endpoint is not { } place)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        json.WriteString("protocol"u8, place.Protocol.Name());
        json.WriteString("address"u8, place.Address.ToString());
        json.WriteNumber("port"u8, place.Port.Number);
        json.WriteEndObject();
    }

    static void Write(SourcePosition? position, Utf8JsonWriter json)
    {
        json.WritePropertyName("position"u8);
        if (position is null)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        json.WriteString("path"u8, position.Path);
        json.WriteNumber("line"u8, position.Line);
        json.WriteNumber("column"u8, position.Column);
        json.WriteEndObject();
    }

    static void Write(Fix fix, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("text"u8, fix.Text);
        json.WriteString("command"u8, fix.Command);
        json.WriteString("undo"u8, fix.Undo);
        json.WriteBoolean("needs_root"u8, fix.NeedsRoot);
        json.WriteString("risk"u8, fix.Risk);
        json.WriteBoolean("by_berth"u8, fix.Action is not null);
        json.WriteEndObject();
    }

    static void Write(Suppression? accepted, Utf8JsonWriter json)
    {
        json.WritePropertyName("accepted"u8);
        if (accepted is null)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        json.WriteString("who"u8, accepted.Who);
        json.WriteString("until"u8, accepted.Until?.ToString("yyyy-MM-dd"));
        json.WriteString("reason"u8, accepted.Reason);
        json.WriteEndObject();
    }
}
