using System.CommandLine;
using Berth.Cli.Arguments;
using Berth.Cli.Commands.Environments;
using Berth.Cli.Hosting;

namespace Berth.Cli.Commands;

/// <summary>`berth env`: what the services of this checkout are given, for any shell.</summary>
static class EnvCommand
{
    const string Examples = """
        Examples:
          eval "$(berth env)"              API_URL, DB_PORT... of every service, in this shell
          berth env api                    what the service api is given: HOST and PORT too
          berth env --dotenv >.env.local   for what reads such files
          berth env --json | jq -r .variables.API_URL

        Prints what Berth sets, and what `env:` of berth.yaml and its environment files say; nothing else of your shell. These may be
        secrets: mind where it goes.
        """;

    public static Command Create(CommandContext context)
    {
        var service = new Argument<string?>("service") { Arity = ArgumentArity.ZeroOrOne, Description = "As this service is given them", HelpName = "service" };
        var dotenv = new Option<bool>("--dotenv") { Description = "NAME=value lines, without `export`" };
        var json = new Option<bool>("--json") { Description = "For programs" };
        var command = new Command("env", "Print the variables that the services of this checkout are given") { service, dotenv, json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(dotenv) && parsed.GetValue(json)) throw new UsageException("berth env: --dotenv and --json are two forms. Leave one out.");
            if (OperatingSystem.IsLinux()) return new EnvRun(context).Run(parsed.GetValue(service), parsed.GetValue(json) ? EnvForm.Json : parsed.GetValue(dotenv) ? EnvForm.DotEnv : EnvForm.Exports);
            context.Say("berth env: it is there on Linux only so far.");
            return ExitCode.Unavailable;
        });
        return command.WithExamples(Examples);
    }
}
