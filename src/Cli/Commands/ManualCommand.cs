using System.CommandLine;
using Berth.Cli.Arguments;
using Berth.Cli.Commands.Manual;
using Berth.Cli.Hosting;

namespace Berth.Cli.Commands;

/// <summary>`berth manual`: the manual page, made from what the commands say of themselves. Packages install it.</summary>
static class ManualCommand
{
    const string Examples = """
        Examples:
          berth manual | man -l -        read it
          berth manual > berth.1
        """;

    public static Command Create(CommandContext context)
    {
        var command = new Command("manual", "Print the manual page, for man");
        command.SetAction(_ =>
        {
            context.Out.Write(ManualPage.Of([.. CommandTable.All.ToArray().Select(entry => entry.Create(context))]));
            return ExitCode.Done;
        });
        return command.WithExamples(Examples);
    }
}
