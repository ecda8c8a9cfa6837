using System.CommandLine;
using Berth.Cli.Arguments;
using Berth.Cli.Commands.Services;
using Berth.Cli.Hosting;

namespace Berth.Cli.Commands;

/// <summary>`berth down`: ends what `berth up` started.</summary>
static class DownCommand
{
    const string Examples = """
        Examples:
          berth down                     all services of this project, each after those that need it
          berth down web                 only web
          berth down shop                a project, by the name or the folder that `berth ps` shows, from anywhere
          berth down --all               every project of yours
          berth down --now               without asking them to end first (SIGKILL)

        A service is ended with every process that it started. What cannot be ended is named.
        """;

    public static Command Create(CommandContext context)
    {
        var services = ServiceArgument.Create();
        var all = new Option<bool>("--all") { Description = "Of every project" };
        var now = new Option<bool>("--now") { Description = "Kill at once" };
        var command = new Command("down", "End the services of a project") { services, all, now };
        command.SetAction(parsed =>
        {
            var names = parsed.GetValue(services) ?? [];
            if (names.Length > 0 && parsed.GetValue(all)) throw new UsageException("berth down: --all ends every project, so leave the services out.");
            return ServicesSupport.IsThere(context, "down", out var code) ? ServicesSupport.Down(context, names, parsed.GetValue(all), parsed.GetValue(now)) : code;
        });
        return command.WithExamples(Examples);
    }
}
