using System.Text.Json;
using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Workbench.Auditing;
using Berth.Workbench.Writing;

namespace Berth.Workbench.Json;

/// <summary>Findings as SARIF 2.1.0 (OASIS), for code scanning services and editors.</summary>
public static class FindingsSarif
{
    /// <param name="version">Of the program that found them.</param>
    public static void Write(FindingsReport report, IReadOnlyList<RuleInfo> rules, string version, Output output)
    {
        using (var json = JsonText.Writer(output))
        {
            json.WriteStartObject();
            json.WriteString("$schema"u8, "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"u8);
            json.WriteString("version"u8, "2.1.0"u8);
            json.WriteStartArray("runs"u8);
            json.WriteStartObject();
            WriteTool(rules, version, json);
            json.WriteString("columnKind"u8, "utf16CodeUnits"u8);
            json.WriteStartArray("results"u8);
            foreach (var finding in report.Findings) Write(finding, report, rules, json);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.Write("\n"u8);
    }

    static void WriteTool(IReadOnlyList<RuleInfo> rules, string version, Utf8JsonWriter json)
    {
        json.WriteStartObject("tool"u8);
        json.WriteStartObject("driver"u8);
        json.WriteString("name"u8, "berth"u8);
        json.WriteString("version"u8, version);
        json.WriteStartArray("rules"u8);
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, rule.Id);
            WriteText("shortDescription"u8, rule.Title, json);
            WriteText("fullDescription"u8, rule.Why, json);
            WriteText("help"u8, $"{rule.Fix}\nUndo: {rule.Undo}", json);
            json.WriteStartObject("defaultConfiguration"u8);
            json.WriteString("level"u8, Level(rule.Severity.Outside));
            json.WriteEndObject();
            json.WriteStartObject("properties"u8);
            json.WriteString("security-severity"u8, Score(rule.Severity.Outside));
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Write(Finding finding, FindingsReport report, IReadOnlyList<RuleInfo> rules, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("ruleId"u8, finding.Rule);
        for (var i = 0; i < rules.Count; i++)
            if (rules[i].Id == finding.Rule) json.WriteNumber("ruleIndex"u8, i);
        json.WriteString("level"u8, Level(finding.Severity));
        WriteText("message"u8, $"{finding.Title}. {string.Join("; ", finding.Evidence.Select(static evidence => evidence.Text))}", json);
        json.WriteStartArray("locations"u8);
        json.WriteStartObject();
        WriteLocation(finding, json);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("partialFingerprints"u8);
        json.WriteString("berth/v1"u8, finding.Fingerprint);
        json.WriteEndObject();
        if (report.Known.Count > 0) json.WriteString("baselineState"u8, report.Known.Contains(finding.Fingerprint) ? "unchanged"u8 : "new"u8);
        if (finding.SuppressedBy is { } accepted)
        {
            json.WriteStartArray("suppressions"u8);
            json.WriteStartObject();
            json.WriteString("kind"u8, "external"u8);
            json.WriteString("status"u8, "accepted"u8);
            json.WriteString("justification"u8, $"{accepted.Reason} ({accepted.Who})");
            json.WriteEndObject();
            json.WriteEndArray();
        }
        json.WriteStartObject("properties"u8);
        json.WriteString("security-severity"u8, Score(finding.Severity));
        json.WriteString("reach"u8, finding.Reach);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void WriteLocation(Finding finding, Utf8JsonWriter json)
    {
        if (finding.Position is { } position)
        {
            json.WriteStartObject("physicalLocation"u8);
            json.WriteStartObject("artifactLocation"u8);
            json.WriteString("uri"u8, string.Join('/', position.Path.Split('/').Select(Uri.EscapeDataString)));
            json.WriteEndObject();
            json.WriteStartObject("region"u8);
            json.WriteNumber("startLine"u8, position.Line);
            json.WriteNumber("startColumn"u8, position.Column);
            json.WriteEndObject();
            json.WriteEndObject();
            return;
        }
        json.WriteStartArray("logicalLocations"u8);
        json.WriteStartObject();
        json.WriteString("name"u8, finding.Subject);
        json.WriteString("fullyQualifiedName"u8, finding.Endpoint is { } endpoint ? $"{finding.Subject} {endpoint.Protocol}:{endpoint}" : finding.Subject);
        json.WriteString("kind"u8, "resource"u8);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    static void WriteText(ReadOnlySpan<byte> name, string text, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }

    static ReadOnlySpan<byte> Level(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "error"u8,
        Severity.Medium => "warning"u8,
        _ => "note"u8,
    };

    // The scale that code scanning services read: 9 and above is critical, 7 high, 4 medium.
    static ReadOnlySpan<byte> Score(Severity severity) => severity switch
    {
        Severity.Critical => "9.5"u8,
        Severity.High => "8.0"u8,
        Severity.Medium => "5.5"u8,
        Severity.Low => "2.5"u8,
        _ => "0.0"u8,
    };
}
