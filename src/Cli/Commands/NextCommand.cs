using System.CommandLine;
using Berth.Actions.Ports;
using Berth.Cli.Arguments;
using Berth.Cli.Hosting;
using Berth.Engine.Ports;
using Berth.Model.Addressing;
using Berth.Model.Machine;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

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

    public static Command Create(Surroundings around)
    {
        var range = new Option<string?>("--range") { Description = "Where to look: 20000-29999 unless said otherwise", HelpName = "first-last" };
        var count = new Option<string>("--count") { Description = "How many ports, one per line", HelpName = "n", DefaultValueFactory = _ => "1" };
        var udp = new Option<bool>("--udp") { Description = "For UDP only; else TCP and UDP are both checked" };
        var command = new Command("next", "Print a port that is free now") { range, count, udp };
        command.SetAction(parsed => Run(around,
            parsed.GetValue(range) is { } typed ? Amounts.Range("--range", typed) : null, Amounts.Number("--count", parsed.GetValue(count)!, 1, 1000), parsed.GetValue(udp)));
        return command.WithExamples(Examples);
    }

    static readonly PortRange Usual = PortRange.Of(20_000, 29_999);

    /// <param name="named">The range that a person asked for: it is taken at its word, and what is only meant for others comes last.</param>
    static int Run(Surroundings around, PortRange? named, int count, bool udpOnly)
    {
        var host = around.Machine().Take(new SnapshotOptions { Kinds = SocketKinds.None, Owners = false }).Host;
        var range = named ?? Usual;
        Protocol[] protocols = udpOnly ? [Protocol.Udp] : [Protocol.Tcp, Protocol.Udp];
        // Begins anywhere, so that two who ask at once rarely get the same.
        var start = around.Chance.Next(range.Count);
        var leftOut = new int[Enum.GetValues<LeftOut>().Length];
        var later = new List<Port>();
        var found = 0;
        for (var i = 0; i < range.Count && found < count; i++)
        {
            var port = new Port((ushort)(range.First.Number + (start + i) % range.Count));
            var why = WhyNot(port, host);
            if (why == LeftOut.No && !IsFree(port, protocols)) why = LeftOut.Held;
            leftOut[(int)why]++;
            if (why == LeftOut.No) Give(port);
            else if (why == LeftOut.Registered && named is not null) later.Add(port);
        }
        foreach (var port in later)
        {
            if (found == count) break;
            if (IsFree(port, protocols)) Give(port);
        }
        if (found == count) return ExitCode.Done;
        around.Say($"berth next: {found} of {count} found in {range}. Left out: {Reasons(leftOut, named is not null, host)}. Try --range 10000-29999.");
        return ExitCode.NothingThere;

        void Give(Port port)
        {
            around.Out.Line(port.ToString());
            found++;
        }
    }

    enum LeftOut
    {
        No,
        Held,
        HandedOut,
        Reserved,
        Privileged,
        Browsers,
        Registered,
    }

    static string Reasons(int[] counts, bool isNamed, HostFacts host)
    {
        var reasons = new List<string>();
        Add(LeftOut.Held, "held");
        Add(LeftOut.HandedOut, $"handed out by the system itself ({host.EphemeralPorts.Value})");
        Add(LeftOut.Reserved, "reserved by the system");
        Add(LeftOut.Privileged, "for root alone");
        Add(LeftOut.Browsers, "refused by browsers");
        Add(LeftOut.Registered, isNamed ? "registered for a service, and held" : "registered for a service");
        return reasons.Count == 0 ? "none" : string.Join(", ", reasons);

        void Add(LeftOut why, string clause)
        {
            if (counts[(int)why] is > 0 and var ports) reasons.Add($"{ports} {clause}");
        }
    }

    static LeftOut WhyNot(Port port, HostFacts host)
    {
        if (port.Number < host.FirstUnprivilegedPort) return LeftOut.Privileged;
        foreach (var reserved in host.ReservedPorts)
            if (reserved.Contains(port)) return LeftOut.Reserved;
        if (host.EphemeralPorts.Value is { } ephemeral && ephemeral.Contains(port)) return LeftOut.HandedOut;
        if (BlockedPorts.Contains(port)) return LeftOut.Browsers;
        return ServiceNames.Find(port, Protocol.Tcp) is null && ServiceNames.Find(port, Protocol.Udp) is null ? LeftOut.No : LeftOut.Registered;
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
