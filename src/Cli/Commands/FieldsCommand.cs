using System.CommandLine;
using Berth.Cli.Arguments;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Engine.Listing;
using Berth.Workbench.Writing;

namespace Berth.Cli.Commands;

/// <summary>`berth fields`: what rows have, for columns, filters, orders and JSON alike.</summary>
static class FieldsCommand
{
    const string Examples = """
        Examples:
          berth fields                 every field with its other names and what it is
          berth fields reach           those whose name or description has "reach" in it
          berth ls --columns port,pid,+uptime --sort -uptime "uptime>1h"
        """;

    public static Command Create(CommandContext context)
    {
        var word = new Argument<string?>("word") { Arity = ArgumentArity.ZeroOrOne, HelpName = "word", Description = "Only fields that have it in their name or description" };
        var json = new Option<bool>("--json") { Description = "As JSON" };
        var command = new Command("fields", "List the fields that columns, filters, --sort and JSON share") { word, json };
        command.SetAction(parsed => Run(parsed.GetValue(word), parsed.GetValue(json), context));
        return command.WithExamples(Examples);
    }

    static int Run(string? word, bool json, CommandContext context)
    {
        Field[] found = [.. Fields.All.Where(field => word is null || Has(field, word))];
        if (json) WriteJson(found, context);
        else WriteTable(found, context);
        if (found.Length > 0) return ExitCode.Done;
        if (!json)
        {
            var near = Fields.Nearest(word);
            context.Say($"No field has '{Escape.ForTerminal(word!)}' in it.{(near is null ? "" : $" Did you mean '{near}'?")}");
        }
        return ExitCode.NothingThere;
    }

    static bool Has(Field field, string word) =>
        field.Help.Contains(word, StringComparison.OrdinalIgnoreCase)
        || Array.Exists([field.Name, .. field.Aliases], name => name.Contains(word.Replace('-', '_'), StringComparison.OrdinalIgnoreCase));

    static void WriteTable(Field[] fields, CommandContext context)
    {
        var longest = fields.Length == 0 ? 0 : fields.Max(static field => field.Name.Length);
        foreach (var field in fields)
        {
            var also = field.Aliases.Count == 0 ? "" : $" (also {string.Join(", ", field.Aliases)})";
            var indent = new string(' ', longest + 2);
            var first = true;
            foreach (var line in Wrap.Lines($"{field.Help}{also}", context.Terminal.Width is { } width ? width - indent.Length : null))
            {
                context.Out.Line($"{(first ? field.Name.PadRight(indent.Length) : indent)}{line}");
                first = false;
            }
        }
    }

    static void WriteJson(Field[] fields, CommandContext context)
    {
        using (var json = JsonText.Writer(context.Out))
        {
            json.WriteStartArray();
            foreach (var field in fields)
            {
                json.WriteStartObject();
                json.WriteString("name", field.Name);
                json.WriteStartArray("also");
                foreach (var alias in field.Aliases) json.WriteStringValue(alias);
                json.WriteEndArray();
                json.WriteString("help", field.Help);
                json.WriteStartArray("values");
                foreach (var value in field.Values) json.WriteStringValue(value);
                json.WriteEndArray();
                json.WriteBoolean("per_holder", field.OfHolder is not null);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        context.Out.Write("\n"u8);
    }
}
