using System.CommandLine;
using Berth.Cli.Arguments;
using Berth.Cli.Commands.Services;
using Berth.Cli.Hosting;

namespace Berth.Cli.Commands;

/// <summary>`berth up`: the services of the project that one is in.</summary>
static class UpCommand
{
    const string Examples = """
        Examples:
          berth up                       all services of berth.yaml (or the Procfile) here or above, until Ctrl-C
          berth up -d                    in the background: come back when all are ready
          berth up api                   the service api, and all that it needs
          berth up --profile test        those of a profile too
          berth up -f Procfile.worker    this Procfile, not what the folder says by itself (or: PROCFILE=Procfile.worker berth up)
          sudo berth up                  with `isolate: true` in berth.yaml: in a localhost of the project's own

        Services start at once, each when what it needs is ready. Ctrl-C ends them in reverse; once more ends them at once.
        Ends with 0 when all is well (-d: when all are ready), 1 when a service failed, 2 when the file is wrong.
        """;

    public static Command Create(CommandContext context)
    {
        var services = new Argument<string[]>("service") { Arity = ArgumentArity.ZeroOrMore, Description = "Only these, and what they need" };
        var detach = new Option<bool>("--detach", "-d") { Description = "Come back when all are ready, and let them run" };
        var profiles = new Option<string[]>("--profile") { Description = "Start the services of this profile too", HelpName = "name" };
        var file = new Option<string?>("--file", "-f") { Description = "A Procfile, in place of berth.yaml, Procfile.dev or Procfile", HelpName = "file" };
        var isolate = new Option<bool>("--isolate") { Description = "In a localhost of the project's own, whatever the file says; takes root's rights" };
        var shared = new Option<bool>("--no-isolate") { Description = "On the machine's localhost, whatever the file says" };
        var asRoot = new Option<bool>("--as-root") { Description = "With sudo: run the services as root too, not as the user who called sudo" };
        var command = new Command("up", "Start the services of a project") { services, detach, profiles, file, isolate, shared, asRoot };
        command.SetAction(parsed =>
        {
            if (!ServicesSupport.IsThere(context, "up", out var code)) return code;
            bool? isolated = parsed.GetValue(isolate) ? true : parsed.GetValue(shared) ? false : null;
            if (parsed.GetValue(isolate) && parsed.GetValue(shared)) throw new UsageException("berth up: --isolate and --no-isolate are opposites. Leave one out.");
            return ServicesSupport.Up(context, new UpOptions(parsed.GetValue(services) ?? [], parsed.GetValue(profiles) ?? [], parsed.GetValue(detach), isolated, parsed.GetValue(asRoot)) { File = parsed.GetValue(file) });
        });
        return command.WithExamples(Examples);
    }
}
