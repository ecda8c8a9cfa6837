using Berth.Api.Messages;
using Berth.Cli.Rendering;
using Berth.Model;

namespace Berth.Cli.Commands.Leasing;

/// <summary>What is said of a lease.</summary>
static class LeaseTalk
{
    public static string Name(LeaseItem lease) => lease.PortName == LeaseKey.UsualPortName ? lease.Service : $"{lease.Service}:{lease.PortName}";

    /// <summary>"21234, api of /code/shop"</summary>
    public static string Line(LeaseItem lease) => $"{lease.Port}, {Escape.ForTerminal(Name(lease))} of {Escape.ForTerminal(lease.Root)}";

    /// <summary>Why it has another port than it should; null when it has that.</summary>
    public static string? Rotation(LeaseItem lease) => lease is { RotatedFrom: { } from, Reason: { } reason }
        ? $"{Escape.ForTerminal(Name(lease))} has port {lease.Port} in place of {from}: {Escape.ForTerminal(reason)}."
        : null;
}
