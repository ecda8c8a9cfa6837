using Berth.Api.Messages;
using Berth.Cli.Rendering;
using Berth.Model.Leases;

namespace Berth.Cli.Commands.Leasing;

/// <summary>What is said of a lease.</summary>
static class LeaseTalk
{
    public static string Name(LeaseItem lease) => lease.PortName == LeaseKey.UsualPortName ? lease.Service : $"{lease.Service}:{lease.PortName}";

    /// <summary>"21234, api of /code/shop"</summary>
    public static string Line(LeaseItem lease) => $"{lease.Port}, {Escape.ForTerminal(Name(lease))} of {Escape.ForTerminal(lease.Root)}";

    /// <summary>Why it has another port than it should; null when it has that.</summary>
    public static string? Rotation(LeaseItem lease) => lease is { RotatedFrom: { } from, Reason: { } reason } ? Rotation(Name(lease), lease.Port, from, reason) : null;

    public static string Rotation(string name, int port, int from, string reason) =>
        $"{Escape.ForTerminal(name)} has port {port} in place of {from}: {Sentence.End(reason)}";
}
