using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Berth.Projects.Configuration.Keys;

namespace Berth.Projects.Configuration;

/// <summary>
/// The JSON Schema of berth.yaml (draft 2020-12), made from the keys that the loader checks with. It says what each value may look
/// like; whether a name exists or two ports clash only the loader says. docs/berth.schema.json and `berth schema` are this text.
/// </summary>
public static class BerthSchema
{
    public static string Text
    {
        get
        {
            var schema = BerthKeys.All.Schema();
            schema.Insert(0, "description", "What a project runs: docs/specs/berth-yaml.md. A name with nothing behind it counts as not written.");
            schema.Insert(0, "title", "berth.yaml");
            schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) schema.WriteTo(writer);
            return $"{Encoding.UTF8.GetString(stream.ToArray())}\n";
        }
    }
}
