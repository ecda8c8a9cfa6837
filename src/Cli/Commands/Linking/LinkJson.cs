using System.Text.Json;
using Berth.Api.Messages;
using Berth.Workbench.Writing;

namespace Berth.Cli.Commands.Linking;

/// <summary>Links for programs: docs/specs/json.md.</summary>
static class LinkJson
{
    public static void Write(IReadOnlyList<LinkItem> links, Output output)
    {
        using (var json = JsonText.Writer(output))
        {
            json.WriteStartObject();
            json.WriteString("schema"u8, "berth.links/1"u8);
            json.WriteStartArray("links"u8);
            foreach (var link in links) Write(link, json);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.Write("\n"u8);
    }

    static void Write(LinkItem link, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, link.Name);
        json.WriteString("listen"u8, link.Listen);
        json.WriteString("listen_by"u8, link.ListenBy);
        json.WriteString("to"u8, link.To);
        json.WriteString("protocol"u8, "tcp"u8);
        json.WriteBoolean("on"u8, link.On);
        json.WriteString("problem"u8, link.Problem);
        json.WriteString("remedy"u8, link.Remedy);
        json.WriteNumber("seed"u8, link.Seed);
        json.WriteStartArray("faults"u8);
        foreach (var fault in link.Faults)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, fault.Name);
            json.WriteString("kind"u8, fault.Kind);
            json.WriteString("direction"u8, fault.Direction);
            json.WriteNumber("share"u8, fault.Share);
            json.WriteString("text"u8, fault.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("created"u8, JsonText.Time(link.Created));
        json.WriteNumber("connections"u8, link.Connections);
        json.WriteNumber("accepted"u8, link.Accepted);
        json.WriteNumber("bytes_up"u8, link.BytesUp);
        json.WriteNumber("bytes_down"u8, link.BytesDown);
        json.WriteEndObject();
    }
}
