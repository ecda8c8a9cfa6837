using System.Text.Json;
using Berth.Engine.Freeing;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Services;
using Berth.Model.Sockets;
using Berth.Workbench.Freeing;
using Berth.Workbench.Writing;

namespace Berth.Workbench.Json;

/// <summary>`berth free --json`: docs/specs/json.md.</summary>
public static class FreeJson
{
    public static void Write(FreeReport report, Output output)
    {
        using (var json = JsonText.Writer(output))
        {
            json.WriteStartObject();
            json.WriteString("schema"u8, "berth.free/1"u8);
            json.WriteBoolean("dry_run"u8, report.Request.DryRun);
            json.WriteString("verdict"u8, report.Verdict?.Name());
            json.WriteStartArray("steps"u8);
            for (var i = 0; i < report.Plan.Steps.Count; i++) Write(report.Plan.Steps[i], i < report.Results.Count ? report.Results[i] : null, json);
            json.WriteEndArray();
            json.WriteStartArray("refusals"u8);
            foreach (var refusal in report.Plan.Refusals) Write(refusal, json);
            json.WriteEndArray();
            json.WritePropertyName("warnings"u8);
            JsonText.Write(report.Plan.Warnings, json);
            json.WriteStartArray("outcomes"u8);
            foreach (var outcome in report.Outcomes) Write(outcome, json);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.Write("\n"u8);
    }

    static void Write(FreeStep step, StepResult? result, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        switch (step)
        {
            case SignalProcess signal:
                json.WriteString("do"u8, "signal"u8);
                json.WriteNumber("pid"u8, signal.Process.Pid);
                json.WriteString("name"u8, signal.Name);
                break;
            case StopUnit stop:
                json.WriteString("do"u8, "stop-unit"u8);
                json.WriteString("unit"u8, stop.Unit.Name);
                break;
            case StopContainer stop:
                json.WriteString("do"u8, "stop-container"u8);
                json.WriteString("container"u8, stop.Container.Id);
                json.WriteString("engine"u8, stop.Container.Engine);
                break;
        }
        json.WriteString("sentence"u8, step.Sentence);
        json.WriteStartArray("closes"u8);
        foreach (var socket in step.Closes.DistinctBy(static socket => (socket.Protocol, socket.LocalAddress, socket.LocalPort, socket.Path))) WriteSocket(socket, json);
        json.WriteEndArray();
        json.WriteString("result"u8, result?.Name);
        json.WriteString("said"u8, result?.Sentence);
        json.WriteEndObject();
    }

    static void Write(FreeRefusal refusal, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, refusal.Kind.Name());
        json.WriteString("sentence"u8, refusal.Sentence);
        json.WriteString("remedy"u8, refusal.Remedy);
        json.WriteEndObject();
    }

    static void Write(FreeOutcome outcome, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WritePropertyName("socket"u8);
        WriteSocket(outcome.Socket, json);
        json.WriteString("verdict"u8, outcome.Verdict.Name());
        json.WriteString("sentence"u8, outcome.Sentence);
        json.WritePropertyName("taker"u8);
        if (outcome.Taker is { } taker)
        {
            json.WriteStartObject();
            json.WriteNumber("pid"u8, taker.Pid);
            json.WriteString("name"u8, taker.Name);
            json.WriteEndObject();
        }
        else json.WriteNullValue();
        json.WriteEndObject();
    }

    static void WriteSocket(SocketRecord socket, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("protocol"u8, socket.Protocol.Name());
        if (socket.Path is { } path) json.WriteString("path"u8, path);
        else
        {
            json.WriteString("address"u8, socket.LocalAddress.ToString());
            json.WriteNumber("port"u8, socket.LocalPort.Number);
        }
        json.WriteEndObject();
    }
}
