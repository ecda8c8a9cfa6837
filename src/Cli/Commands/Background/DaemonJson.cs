using Berth.Api.Client;
using Berth.Api.Messages;
using Berth.Places;
using Berth.Workbench.Writing;

namespace Berth.Cli.Commands.Background;

/// <summary>`berth daemon status --json`.</summary>
static class DaemonJson
{
    public static void Write(Reply<HelloResponse> hello, DaemonPlace place, Output output)
    {
        using (var json = JsonText.Writer(output))
        {
            json.WriteStartObject();
            json.WriteString("schema"u8, "berth.daemon/1"u8);
            json.WriteBoolean("running"u8, hello.IsThere);
            json.WriteString("problem"u8, hello.Error is { Code: not ErrorCode.NoDaemon } error ? error.Message : null);
            json.WriteString("version"u8, hello.Value?.Version);
            if (hello.Value is { } daemon)
            {
                json.WriteNumber("pid"u8, daemon.Pid);
                json.WriteString("started"u8, JsonText.Time(daemon.Started));
                json.WriteBoolean("on_demand"u8, daemon.OnDemand);
                json.WritePropertyName("keeps"u8);
                JsonText.Write(daemon.Keeps, json);
                json.WritePropertyName("rights"u8);
                JsonText.Write(daemon.Rights, json);
                json.WritePropertyName("capabilities"u8);
                JsonText.Write(daemon.Capabilities, json);
            }
            json.WriteString("socket"u8, hello.Value?.Socket ?? place.Socket);
            json.WriteString("log"u8, place.Log);
            json.WriteEndObject();
        }
        output.Write("\n"u8);
    }
}
