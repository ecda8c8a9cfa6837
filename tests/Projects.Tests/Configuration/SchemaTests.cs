using System.Text.Json.Nodes;
using Berth.Counterparts;
using Berth.Projects.Configuration;
using FsCheck.Fluent;

namespace Berth.Projects.Tests.Configuration;

public class SchemaTests
{
    // Reads lines of JSON: the schema, then documents; answers 1 or 0 for each.
    const string validator = """
        import json, sys
        from jsonschema import Draft202012Validator
        lines = sys.stdin.read().splitlines()
        schema = json.loads(lines[0])
        Draft202012Validator.check_schema(schema)
        check = Draft202012Validator(schema)
        print("".join("1" if check.is_valid(json.loads(line)) else "0" for line in lines[1:]))
        """;

    static string Judge(IEnumerable<string> documents) =>
        Command.Run(["/usr/bin/python3", "-c", validator], input: string.Join('\n', documents.Prepend(JsonNode.Parse(BerthSchema.Text)!.ToJsonString()))) is { ExitCode: 0 } result
            ? result.Output.Trim()
            : throw new InvalidOperationException("jsonschema could not be run");

    [Fact]
    public void The_published_schema_is_the_loaders() => Checkout.Check("docs/berth.schema.json", BerthSchema.Text);

    [Fact]
    public void Schema_and_loader_agree_about_every_document()
    {
        // JSON is YAML: both read the very same text.
        var documents = Gen.Sample(SchemaDocuments.Mixed(JsonNode.Parse(BerthSchema.Text)!.AsObject()), 1500).Select(node => node?.ToJsonString() ?? "null").ToArray();
        var bySchema = Judge(documents);
        for (var i = 0; i < documents.Length; i++)
        {
            var problems = BerthDocument.Parse("berth.yaml", documents[i]).Problems;
            Assert.True(bySchema[i] == '1' == (problems.Count == 0), $"the schema says {(bySchema[i] == '1' ? "right" : "wrong")}, the loader says {(problems.Count == 0 ? "right" : problems[0].ToString())}:\n{documents[i]}");
        }
        // Neither side of the comparison may be empty.
        Assert.InRange(bySchema.Count(answer => answer == '1'), 300, 1200);
    }
}
