using System.CommandLine;

namespace Berth.Cli.Commands.Services;

/// <summary>What the commands about running services take: some of them, or one whole project from anywhere (<see cref="ProjectCall.Meant"/>).</summary>
static class ServiceArgument
{
    public static Argument<string[]> Create() => new("service")
    {
        Arity = ArgumentArity.ZeroOrMore,
        HelpName = "service|project",
        Description = "Only these services; or a project that is not here",
    };
}
