using System.CommandLine;
using Berth.Cli.Arguments;
using Berth.Cli.Commands.Environments;
using Berth.Cli.Commands.Running;
using Berth.Cli.Hosting;

namespace Berth.Cli.Commands;

/// <summary>`berth exec`: a command with the variables that the services of this checkout are given.</summary>
static class ExecCommand
{
    const string Examples = """
        Examples:
          berth exec -- npm test           with API_URL, DB_PORT... of every service
          berth exec api -- ./migrate      as the service api is given them: HOST and PORT too

        Nothing is started beside the command. It ends as the command ends.
        """;

    public static Command Create(CommandContext context)
    {
        var words = new Argument<string[]>("service") { Arity = ArgumentArity.ZeroOrMore, HelpName = "[service] -- command", Description = "Whose variables, then `--` and the command as it is" };
        var command = new Command("exec", "Run a command with the variables that the services of this checkout are given") { words };
        command.SetAction(parsed =>
        {
            var (service, typed) = CommandWords.Split("exec", parsed, parsed.GetValue(words) ?? []);
            if (OperatingSystem.IsLinux()) return new EnvRun(context).Execute(service, typed);
            context.Say("berth exec: it is there on Linux only so far.");
            return ExitCode.Unavailable;
        });
        return command.WithExamples(Examples);
    }
}
