using System.CommandLine;
using Berth.Cli.Arguments;
using Berth.Cli.Commands.Background;
using Berth.Cli.Commands.Leasing;
using Berth.Cli.Hosting;

namespace Berth.Cli.Commands;

/// <summary>`berth lease`: ports that are kept for a service of this checkout.</summary>
static class LeaseCommand
{
    const string Examples = """
        Examples:
          berth lease ls                       every lease, and why one has another port than it should
          berth lease add api                  a port for `api` of this checkout, the same for good
          berth lease add web --prefer 3000    3000 whenever nobody else has it
          berth lease rm api
          berth lease prune                    release those of checkouts that are gone

        `berth run` and `berth up` take the leases that they need by themselves. A lease is held by a socket of the daemon: the system
        gives the port to nobody else, and your server, which sets SO_REUSEADDR, can bind it.
        """;

    public static Command Create(CommandContext context)
    {
        var name = new Argument<string>("name") { Description = "What the port is for: api, or api:admin for a second port", HelpName = "name" };
        var prefer = new Option<string?>("--prefer") { Description = "The port that it has whenever nobody else has it", HelpName = "port" };
        var json = new Option<bool>("--json") { Description = "For programs" };
        var ls = new Command("ls", "List every lease") { json };
        ls.SetAction(parsed => Run(context, new LeaseAction.List(parsed.GetValue(json))));
        var add = new Command("add", "Keep a port for this checkout") { name, prefer, json };
        add.SetAction(parsed =>
        {
            int? wanted = parsed.GetValue(prefer) is { } text ? Amounts.Number("--prefer", text, 1, 65535) : null;
            return Run(context, new LeaseAction.Add(parsed.GetValue(name)!, wanted, parsed.GetValue(json)));
        });
        var rm = new Command("rm", "Release a lease of this checkout") { name };
        rm.SetAction(parsed => Run(context, new LeaseAction.Remove(parsed.GetValue(name)!)));
        var prune = new Command("prune", "Release the leases of checkouts that are gone");
        prune.SetAction(_ => Run(context, new LeaseAction.Prune()));
        return new Command("lease", "Keep ports for the services of a checkout") { ls, add, rm, prune }.WithExamples(Examples);
    }

    static int Run(CommandContext context, LeaseAction action)
    {
        if (OperatingSystem.IsLinux()) return DaemonTalk.Client(context, "berth lease") is { } daemon ? new LeaseRun(context, daemon).Run(action) : ExitCode.Unavailable;
        context.Say("berth lease: it is there on Linux only so far.");
        return ExitCode.Unavailable;
    }
}
