using System.Net;
using Berth.Links.Results;
using Berth.Links.Specs;

namespace Berth.Links.Options;

/// <summary>What is wrong with options before anything was tried.</summary>
static class LinkCheck
{
    public static Refusal? Refusal(LinkOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Name)) return new("the link has no name", "Give it one, such as db");
        if (!IPAddress.IsLoopback(options.Listen.Address))
            return new(
                $"a link listens on loopback only, not on {options.Listen}",
                "Use 127.0.0.1, another address of 127.0.0.0/8, or ::1");
        if (options.Limits is not { QueuedBytes: > 0, Connections: > 0, Remembered: >= 0 } || options.Limits.Silence <= TimeSpan.Zero)
            return new("a limit of the link is not above zero", "Leave it out for its default");
        return Faults(options.Faults, options.Protocol);
    }

    /// <summary>Why these faults cannot be on together; null when they can.</summary>
    public static Refusal? Faults(IReadOnlyList<FaultSpec> faults, LinkProtocol protocol)
    {
        var carrier = protocol == LinkProtocol.Tcp ? Carriers.Tcp : Carriers.Udp;
        var names = new HashSet<string>();
        foreach (var fault in faults)
        {
            if ((fault.Kind.Carriers & carrier) == 0)
                return new(
                    $"{fault.Kind.Name} does not work on {carrier.ToString().ToUpperInvariant()}",
                    $"Leave it out, or use a {fault.Kind.Carriers.ToString().ToLowerInvariant()} link");
            if (!names.Add(fault.Name))
                return new($"two faults are called {fault.Name}", $"Give one another name: name={fault.Name}-2");
        }
        return null;
    }
}
