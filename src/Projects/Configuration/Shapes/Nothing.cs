using System.Text.Json.Nodes;

namespace Berth.Projects.Configuration.Shapes;

/// <summary>A name with nothing behind it, in JSON Schema.</summary>
static class Nothing
{
    public static JsonObject Or(JsonObject schema)
    {
        switch (schema)
        {
            case var _ when schema["type"] is JsonValue one: schema["type"] = new JsonArray(one.GetValue<string>(), "null"); break;
            case var _ when schema["type"] is JsonArray types: types.Add((JsonNode)"null"); break;
            case var _ when schema["enum"] is JsonArray words: words.Add((JsonNode?)null); break;
            case var _ when schema["anyOf"] is JsonArray shapes: shapes.Add((JsonNode)new JsonObject { ["type"] = "null" }); break;
            default: return new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
        }
        return schema;
    }
}
