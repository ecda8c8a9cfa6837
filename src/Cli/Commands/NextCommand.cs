using System.CommandLine;
using Berth.Actions.Ports;
using Berth.Cli.Hosting;
using Berth.Engine.Ports;
using Berth.Model;

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
        refuse to open, and what is registered for a service. Another program may take it before yours does.
        """;

    public static Command Create(Surroundings around)
    {
        var range = new Option<string>("--range") { Description = "Where to look", HelpName = "first-last", DefaultValueFactory = _ => "20000-29999" };
        var count = new Option<string>("--count") { Description = "How many ports, one per line", HelpName = "n", DefaultValueFactory = _ => "1" };
        var udp = new Option<bool>("--udp") { Description = "For UDP only; else TCP and UDP are both checked" };
        var command = new Command("next", "Print a port that is free now") { range, count, udp };
        command.SetAction(parsed => Run(around,
            Amounts.Range("--range", parsed.GetValue(range)!), Amounts.Number("--count", parsed.GetValue(count)!, 1, 1000), parsed.GetValue(udp)));
        return command.WithExamples(Examples);
    }

    static int Run(Surroundings around, PortRange range, int count, bool udpOnly)
    {
        var host = around.Inventory().Take(new SnapshotOptions { Kinds = SocketKinds.None, Owners = false }).Host;
        Protocol[] protocols = udpOnly ? [Protocol.Udp] : [Protocol.Tcp, Protocol.Udp];
        // Begins anywhere, so that two who ask at once rarely get the same.
        var start = around.Chance.Next(range.Count);
        var found = 0;
        for (var i = 0; i < range.Count && found < count; i++)
        {
            var port = new Port((ushort)(range.First.Number + (start + i) % range.Count));
            if (!IsForAnyone(port, host) || !IsFree(port, protocols)) continue;
            around.Out.Line(port.ToString());
            found++;
        }
        if (found == count) return ExitCode.Done;
        around.Say($"berth next: only {found} of {count} ports are free in {range}, outside of {host.EphemeralPorts.Value}, which the system hands out itself. Try --range 10000-29999.");
        return ExitCode.NothingThere;
    }

    static bool IsForAnyone(Port port, HostFacts host)
    {
        if (host.EphemeralPorts is { How: How.Observed, Value: var ephemeral } && ephemeral.Contains(port)) return false;
        foreach (var reserved in host.ReservedPorts)
            if (reserved.Contains(port)) return false;
        return port.Number >= host.FirstUnprivilegedPort && !BlockedPorts.Contains(port)
            && ServiceNames.Find(port, Protocol.Tcp) is null && ServiceNames.Find(port, Protocol.Udp) is null;
    }

    static bool IsFree(Port port, Protocol[] protocols)
    {
        ReadOnlySpan<InetAddress> addresses = [InetAddress.AnyV4, InetAddress.AnyV6, InetAddress.LoopbackV4, InetAddress.LoopbackV6];
        foreach (var protocol in protocols)
            foreach (var address in addresses)
                // NoSuchAddress: IPv6 is off here, so nobody can hold it there.
                if (PortCheck.Try(new Endpoint(protocol, address, port), strict: true) is not (PortState.Free or PortState.NoSuchAddress)) return false;
        return true;
    }
}
