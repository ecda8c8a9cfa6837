using System.CommandLine;
using Berth.Cli.Arguments;
using Berth.Cli.Hosting;
using Berth.Projects.Configuration;

namespace Berth.Cli.Commands;

/// <summary>`berth schema`: the JSON Schema of berth.yaml, for editors.</summary>
static class SchemaCommand
{
    const string Examples = """
        Set up:
          berth schema > ~/.config/berth.schema.json

        Then say in the settings of the editor's YAML support where it is, or in the first line of a berth.yaml:
          # yaml-language-server: $schema=/home/ada/.config/berth.schema.json
        """;

    public static Command Create(CommandContext context)
    {
        var command = new Command("schema", "Print the JSON Schema of berth.yaml, for editors");
        command.SetAction(_ =>
        {
            context.Out.Write(BerthSchema.Text);
            return ExitCode.Done;
        });
        return command.WithExamples(Examples);
    }
}
