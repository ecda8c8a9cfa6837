using Berth.Projects.Configuration;
using Berth.Projects.Configuration.Keys;
using Berth.Projects.Configuration.Shapes;

namespace Berth.Projects.Tests.Configuration;

/// <summary>The tables of keys in docs/specs/berth-yaml.md: BERTH_UPDATE_GOLDEN=1 writes them anew.</summary>
public class KeysDocsTests
{
    const string Page = "docs/specs/berth-yaml.md", End = "<!-- end -->";

    [Fact]
    public void The_page_has_every_key_as_it_is_declared()
    {
        var text = File.ReadAllText(Path.Combine(Checkout.Root, Page));
        foreach (var (name, keys) in new[] { ("the file", BerthKeys.All), ("a service", ServiceKeys.Service), ("a port", ServiceKeys.PortSettings), ("ready", ServiceKeys.Ready) })
        {
            var mark = $"<!-- keys of {name}: made from the declaration by a test -->\n";
            var begin = text.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
            var end = text.IndexOf(End, begin, StringComparison.Ordinal);
            text = text[..begin] + Table(keys) + text[end..];
        }
        Checkout.Check(Page, text);
    }

    [Fact]
    public void Its_examples_load()
    {
        var blocks = File.ReadAllText(Path.Combine(Checkout.Root, Page)).Split("```yaml\n")[1..].Select(static block => block[..block.IndexOf("```", StringComparison.Ordinal)]).ToArray();
        Assert.Equal(2, blocks.Length);
        foreach (var block in blocks) Assert.Empty(ProjectFile.Parse("berth.yaml", "/home/ada/shop", block).Problems);
    }

    static string Table(MapShape keys) =>
        "| key | value | |\n|---|---|---|\n" + string.Concat(keys.Keys.Select(static key => $"| `{key.Name}` | {key.Shape.Expected} | {key.Text}{(key.IsRequired ? " Required." : "")} |\n"));
}
