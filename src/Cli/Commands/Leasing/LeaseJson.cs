using Berth.Api.Messages;
using Berth.Workbench.Writing;

namespace Berth.Cli.Commands.Leasing;

/// <summary>`berth lease ls --json`.</summary>
static class LeaseJson
{
    public static void Write(IReadOnlyList<LeaseItem> leases, Output output)
    {
        using (var json = JsonText.Writer(output))
        {
            json.WriteStartObject();
            json.WriteString("schema"u8, "berth.leases/1"u8);
            json.WriteStartArray("leases"u8);
            foreach (var lease in leases)
            {
                json.WriteStartObject();
                json.WriteString("root"u8, lease.Root);
                json.WriteString("service"u8, lease.Service);
                json.WriteString("port_name"u8, lease.PortName);
                json.WriteNumber("port"u8, lease.Port);
                Number("preferred"u8, lease.Preferred);
                json.WriteBoolean("explicit"u8, lease.Explicit);
                json.WriteBoolean("in_use"u8, lease.InUse);
                json.WriteBoolean("held"u8, lease.Held);
                json.WriteString("created"u8, JsonText.Time(lease.Created));
                json.WriteString("used"u8, JsonText.Time(lease.Used));
                Number("rotated_from"u8, lease.RotatedFrom);
                json.WriteString("reason"u8, lease.Reason);
                json.WriteString("rotated_at"u8, lease.RotatedAt is { } at ? JsonText.Time(at) : null);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();

            void Number(ReadOnlySpan<byte> name, int? value)
            {
                if (value is { } number) json.WriteNumber(name, number);
                else json.WriteNull(name);
            }
        }
        output.Write("\n"u8);
    }
}
