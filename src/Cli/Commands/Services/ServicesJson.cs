using System.Text.Json;
using Berth.Api.Messages;
using Berth.Workbench.Writing;

namespace Berth.Cli.Commands.Services;

/// <summary>`berth ps --json`: docs/specs/json.md.</summary>
static class ServicesJson
{
    public static void Write(IReadOnlyList<ProjectStatus> projects, Output output)
    {
        using (var json = JsonText.Writer(output))
        {
            json.WriteStartObject();
            json.WriteString("schema"u8, "berth.ps/1"u8);
            json.WriteStartArray("projects"u8);
            foreach (var project in projects)
            {
                json.WriteStartObject();
                json.WriteString("name"u8, project.Name);
                json.WriteString("root"u8, project.Root);
                json.WriteString("address"u8, project.Address);
                json.WriteStartArray("services"u8);
                foreach (var service in project.Services) Write(service, json);
                json.WriteEndArray();
                json.WritePropertyName("notes"u8);
                JsonText.Write(project.Notes, json);
                json.WriteStartArray("binds"u8);
                foreach (var bind in project.Binds) Write(bind, json);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.Write("\n"u8);
    }

    static void Write(ServiceStatus service, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, service.Name);
        json.WriteString("state"u8, service.Phase);
        json.WriteString("reason"u8, service.Reason);
        json.WriteBoolean("task"u8, service.Task);
        WriteNumber("pid"u8, service.Pid, json);
        json.WriteString("since"u8, JsonText.Time(service.Since));
        json.WriteString("started"u8, service.Started is { } started ? JsonText.Time(started) : null);
        json.WriteNumber("restarts"u8, service.Restarts);
        WriteNumber("exit_code"u8, service.ExitCode, json);
        json.WriteStartArray("endpoints"u8);
        foreach (var endpoint in service.Endpoints)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, endpoint.Name);
            json.WriteString("address"u8, endpoint.Address);
            json.WriteNumber("port"u8, endpoint.Port);
            json.WriteString("protocol"u8, endpoint.Protocol);
            json.WriteString("url"u8, endpoint.Url);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Write(BindStatus bind, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("service"u8, bind.Service);
        json.WriteString("outcome"u8, bind.Outcome);
        json.WriteString("protocol"u8, bind.Protocol);
        json.WriteString("address"u8, bind.Address);
        json.WriteNumber("port"u8, bind.Port);
        json.WriteNumber("count"u8, bind.Count);
        WriteNumber("pid"u8, bind.Pid, json);
        json.WriteEndObject();
    }

    static void WriteNumber(ReadOnlySpan<byte> name, int? value, Utf8JsonWriter json)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
