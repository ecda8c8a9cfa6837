using System.CommandLine;
using Berth.Cli.Arguments;
using Berth.Cli.Hosting;
using Berth.Model.Addressing;
using Berth.Workbench.Choosing;

namespace Berth.Cli.Commands;

/// <summary>`berth next`: ports that nothing holds, and that nothing else is meant for.</summary>
static class NextCommand
{
    const string Examples = """
        Examples:
          berth next                     one port, such as 23817
          PORT=$(berth next) npm start
          berth next --count 3 --udp

        Checked by binding it on 0.0.0.0, ::, 127.0.0.1 and ::1. Left out: what the system hands out by itself, what browsers
        refuse to open, and what is registered for a service (in a range that you name, those come last). Another program may take it before yours does.
        """;

    public static Command Create(CommandContext context)
    {
        var range = new Option<string?>("--range") { Description = "Where to look: 20000-29999 unless said otherwise", HelpName = "first-last" };
        var count = new Option<string>("--count") { Description = "How many ports, one per line", HelpName = "n", DefaultValueFactory = _ => "1" };
        var udp = new Option<bool>("--udp") { Description = "For UDP only; else TCP and UDP are both checked" };
        var command = new Command("next", "Print a port that is free now") { range, count, udp };
        command.SetAction(parsed => Run(context,
            parsed.GetValue(range) is { } typed ? Amounts.Range("--range", typed) : null, Amounts.Number("--count", parsed.GetValue(count)!, 1, 1000), parsed.GetValue(udp)));
        return command.WithExamples(Examples);
    }

    static int Run(CommandContext context, PortRange? named, int count, bool udpOnly)
    {
        var chosen = new ChoosePorts(context.ForWorkbench(), context.Chance).Choose(named, count, udpOnly);
        foreach (var port in chosen.Ports) context.Out.Line(port.ToString());
        if (chosen.Ports.Count == count) return ExitCode.Done;
        var reasons = Reasons(chosen, named is not null);
        context.Say($"berth next: {chosen.Ports.Count} of {count} found in {named ?? ChoosePorts.Usual}. Left out: {reasons}. Try --range 10000-29999.");
        return ExitCode.NothingThere;
    }

    static string Reasons(ChosenFree chosen, bool isNamed)
    {
        var reasons = new List<string>();
        Add(LeftOut.Held, "held");
        Add(LeftOut.HandedOut, $"handed out by the system itself ({chosen.Host.EphemeralPorts.Value})");
        Add(LeftOut.Reserved, "reserved by the system");
        Add(LeftOut.Privileged, "for root alone");
        Add(LeftOut.Browsers, "refused by browsers");
        Add(LeftOut.Registered, isNamed ? "registered for a service, and held" : "registered for a service");
        return reasons.Count == 0 ? "none" : string.Join(", ", reasons);

        void Add(LeftOut why, string clause)
        {
            if (chosen.LeftOut[why] is > 0 and var ports) reasons.Add($"{ports} {clause}");
        }
    }
}
