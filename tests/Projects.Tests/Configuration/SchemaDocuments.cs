using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace Berth.Projects.Tests.Configuration;

/// <summary>Documents made by walking the schema: right ones, and ones in which one thing was changed.</summary>
static class SchemaDocuments
{
    static readonly string[] scalars =
    [
        "\"web\"", "\"api-2\"", "\"Bad Name\"", "\"\"", "\" \"", "\"node server.js\"", "\"/health\"", "\"health\"", "\"auto\"", "\"Auto\"", "\"tcp\"", "\"udp\"", "\"http\"", "\"none\"", "\"PORT\"", "\"1A\"",
        "\"10s\"", "\"1.5m\"", "\"10 s\"", "\"1d\"", "\"10\"", "\"never\"", "\"always\"", "\"on-failure\"", "\"ready\"", "\"started\"", "\"completed\"", "\"SIGTERM\"", "\"INT\"", "\"SIGFOO\"", "\"3000\"", "\"3000-3010\"", "\"3000 - 10\"",
        "\"host\"", "\"lan\"", "\"local\"", "\"refuse\"", "\"forbid\"", "\"true\"", "\"null\"", "\"é\"", "\"a: b # c\"",
        "0", "1", "-1", "15", "64", "65", "200", "99", "3000", "65535", "65536", "1000000", "1000001", "0.5", "1.5", "-0.5", "99999999", "true", "false", "null",
    ];

    static readonly string[] names = ["web", "api", "db-main", "Bad Name", "X", "_x", "", "run", "port", "needs", "http", "name", "9"];

    public static Gen<JsonNode?> Mixed(JsonObject schema) =>
        Gen.Frequency((2, Right(schema, 0)), (3, Right(schema, 0).SelectMany(Changed)), (1, Right(schema, 0).SelectMany(Changed).SelectMany(Changed)));

    static Gen<JsonNode?> Right(JsonObject schema, int depth)
    {
        if (schema["anyOf"] is JsonArray shapes) return Gen.Elements(shapes.Select(static shape => shape!.AsObject())).SelectMany(shape => Right(shape, depth));
        var types = schema["type"] switch { JsonArray several => several.Select(static one => one!.GetValue<string>()).ToArray(), JsonValue one => [one.GetValue<string>()], _ => [] };
        if (types.Contains("object"))
            return schema["properties"] is JsonObject properties ? Object(schema, properties, depth) : Names(schema, depth);
        if (types.Contains("array"))
            return from count in Gen.Choose(schema["minItems"] is null ? 0 : 1, 3)
                   from items in Gen.CollectToArray(Enumerable.Range(0, count), _ => Right(schema["items"]!.AsObject(), depth + 1))
                   select (JsonNode?)new JsonArray(items.Select(static item => item?.DeepClone()).ToArray());
        return Gen.Elements(scalars.Where(text => Takes(schema, types, JsonNode.Parse(text))).DefaultIfEmpty("\"x\"")).Select(static text => JsonNode.Parse(text));
    }

    static Gen<JsonNode?> Object(JsonObject schema, JsonObject properties, int depth)
    {
        var required = schema["required"]?.AsArray().Select(static one => one!.GetValue<string>()).ToArray() ?? [];
        return from chosen in Gen.Choose(0, 99).ArrayOf(properties.Count)
               from values in Gen.CollectToArray(properties.Where((property, i) => required.Contains(property.Key) || chosen[i] < (depth == 0 ? 50 : 35)),
                   property => Right(property.Value!.AsObject(), depth + 1).Select(value => (property.Key, value)))
               select (JsonNode?)new JsonObject(values.Select(static one => KeyValuePair.Create(one.Key, one.value?.DeepClone())));
    }

    static Gen<JsonNode?> Names(JsonObject schema, int depth)
    {
        var pattern = new Regex(schema["propertyNames"]!["pattern"]!.GetValue<string>());
        return from chosen in Gen.Elements(names.Where(name => pattern.IsMatch(name))).ArrayOf(2)
               from values in Gen.CollectToArray(chosen.Distinct(), name => Right(schema["additionalProperties"]!.AsObject(), depth + 1).Select(value => (name, value)))
               select (JsonNode?)new JsonObject(values.Select(static one => KeyValuePair.Create(one.name, one.value?.DeepClone())));
    }

    static bool Takes(JsonObject schema, string[] types, JsonNode? value)
    {
        if (schema["enum"] is JsonArray words) return words.Any(word => JsonNode.DeepEquals(word, value));
        return value?.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.String => types.Contains("string") && (schema["pattern"] is not { } pattern || Regex.IsMatch(value.GetValue<string>(), pattern.GetValue<string>())),
            System.Text.Json.JsonValueKind.Number => (types.Contains("number") || (types.Contains("integer") && !value.ToJsonString().Contains('.')))
                && !(value.GetValue<double>() < schema["minimum"]?.GetValue<double>()) && !(value.GetValue<double>() > schema["maximum"]?.GetValue<double>()),
            null => types.Contains("null"),
            _ => types.Contains("boolean"),
        };
    }

    // One place of the document gets another value, another name, or goes.
    static Gen<JsonNode?> Changed(JsonNode? node) =>
        from place in Gen.Choose(0, Math.Max(0, Places(node) - 1))
        from value in Gen.Frequency((4, Gen.Elements(scalars)), (1, Gen.Elements("[]", "{}", "[\"web\"]", "[[]]", "{\"port\": 3000}", "{\"run\": \"x\"}", "{\"web\": null}")))
        from name in Gen.Elements(names)
        from kind in Gen.Choose(0, 4)
        select Change(node?.DeepClone(), place, JsonNode.Parse(value), name, kind);

    static int Places(JsonNode? node) => node switch
    {
        JsonObject map => map.Sum(static member => 1 + Places(member.Value)),
        JsonArray list => list.Sum(static item => 1 + Places(item)),
        _ => 0,
    };

    static JsonNode? Change(JsonNode? node, int place, JsonNode? value, string name, int kind)
    {
        if (node is JsonObject map)
            foreach (var (key, child) in map.ToArray())
            {
                if (place-- == 0)
                {
                    map.Remove(key);
                    if (kind == 1) map[name] = child?.DeepClone();
                    else if (kind != 0) map[key] = value;
                    return node;
                }
                if (place < Places(child)) { Change(child, place, value, name, kind); return node; }
                place -= Places(child);
            }
        if (node is JsonArray list)
            for (var i = 0; i < list.Count; i++)
            {
                if (place-- == 0) { list[i] = value; return node; }
                if (place < Places(list[i])) { Change(list[i], place, value, name, kind); return node; }
                place -= Places(list[i]);
            }
        return node;
    }
}
