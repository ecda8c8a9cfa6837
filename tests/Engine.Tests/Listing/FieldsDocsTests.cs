using System.Text;
using Berth.Engine.Listing;
using Berth.Worlds;

namespace Berth.Engine.Tests.Listing;

public class FieldsDocsTests
{
    [Fact]
    public void The_docs_list_every_field_as_it_is_defined()
    {
        GeneratedPage.Check("fields.md", Page());
    }

    static string Page()
    {
        var page = new StringBuilder("""
            # Fields

            Columns (`--columns`), JSON members, filters and `--sort` share these names. Made from the definitions by a test:
            `BERTH_UPDATE_GOLDEN=1 ./test Engine` writes it anew.

            | field | also | kind | what it is |
            |---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var field in Fields.All)
            page.Append($"| `{field.Name}` | {string.Join(", ", field.Aliases.Select(alias => $"`{alias}`"))} | {(field.OfHolder is null ? "" : "per holder, ")}{field.Type.ToString().ToLowerInvariant()} | {field.Help} |\n");
        return page.ToString();
    }
}
