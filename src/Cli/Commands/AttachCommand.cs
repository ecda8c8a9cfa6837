using System.CommandLine;
using Berth.Cli.Arguments;
using Berth.Cli.Commands.Services;
using Berth.Cli.Hosting;

namespace Berth.Cli.Commands;

/// <summary>`berth attach`: shows services that run in the background as if they were started here.</summary>
static class AttachCommand
{
    const int Tail = 20;

    const string Examples = """
        Examples:
          berth attach                   what the project's services write and what becomes of them; Ctrl-C leaves them running
          berth attach web api           only these
        """;

    public static Command Create(CommandContext context)
    {
        var services = ServiceArgument.Create();
        var command = new Command("attach", "Watch services of a project that run in the background") { services };
        command.SetAction(parsed => ServicesSupport.IsThere(context, "attach", out var code)
            ? ServicesSupport.Logs(context, "attach", parsed.GetValue(services) ?? [], Tail, follow: true, times: false, states: true)
            : code);
        return command.WithExamples(Examples);
    }
}
