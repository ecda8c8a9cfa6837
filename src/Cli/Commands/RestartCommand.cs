using System.CommandLine;
using Berth.Cli.Arguments;
using Berth.Cli.Commands.Services;
using Berth.Cli.Hosting;

namespace Berth.Cli.Commands;

/// <summary>`berth restart`: ends services and starts them again, as the file says now.</summary>
static class RestartCommand
{
    const string Examples = """
        Examples:
          berth restart api              with what berth.yaml says now; comes back when it is ready
          berth restart                  every service that runs
        """;

    public static Command Create(CommandContext context)
    {
        var services = ServiceArgument.Create();
        var command = new Command("restart", "End services of a project and start them again") { services };
        command.SetAction(parsed => ServicesSupport.IsThere(context, "restart", out var code) ? ServicesSupport.Restart(context, parsed.GetValue(services) ?? []) : code);
        return command.WithExamples(Examples);
    }
}
