using Berth.Workbench.Waiting;
using Berth.Workbench.Writing;

namespace Berth.Workbench.Json;

/// <summary>`berth wait --json`: docs/specs/json.md.</summary>
public static class WaitJson
{
    public static void Write(WaitEnd end, Output output)
    {
        using (var json = JsonText.Writer(output))
        {
            json.WriteStartObject();
            json.WriteString("schema"u8, "berth.wait/1"u8);
            json.WriteString("target"u8, end.Question.Text);
            json.WriteBoolean("done"u8, end.Verdict == WaitVerdict.Done);
            json.WriteNumber("waited_ms"u8, (long)end.Took.TotalMilliseconds);
            json.WritePropertyName("reached"u8);
            JsonText.Write(end.Reached, json);
            json.WriteString("problem"u8, end.Problem);
            json.WriteEndObject();
        }
        output.Write("\n"u8);
    }
}
