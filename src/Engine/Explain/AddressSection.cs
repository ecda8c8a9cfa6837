using Berth.Engine.Addresses;
using Berth.Engine.Targets;
using Berth.Model.Addressing;
using Berth.Model.Knowledge;

namespace Berth.Engine.Explain;

/// <summary>What the address is: its block, and whether it is one of this machine.</summary>
static class AddressSection
{
    public static void Write(Subject subject, Draft draft)
    {
        if (subject.At is not { IsAny: false } at) return;
        if (at.Address is { } address) OfAddress(address, at, subject, draft);
        else OfName(at, subject, draft);
    }

    static void OfAddress(InetAddress address, TargetHost at, Subject subject, Draft draft)
    {
        var isAsked = subject.Error is null or { Kind: ErrorKind.AddressNotAvailable or ErrorKind.Unreachable or ErrorKind.TimedOut } || subject.IsElsewhere;
        var section = isAsked ? draft.Section("The address") : draft.Lesson("The address");
        var kind = AddressClasses.Of(address);
        draft.Know("address_class", kind.Name);
        draft.Know("address_block", kind.Prefix);
        draft.Know("address_rfc", kind.Rfc);
        section.Say(kind.Prefix.EndsWith("/0", StringComparison.Ordinal) ? $"{at}: {kind.Name}. {kind.Meaning}" : $"{at}: {kind.Name} ({kind.Prefix}, {kind.Rfc}). {kind.Meaning}");
        if (CheckoutAddresses.Contains(address.Unmapped)) OfCheckout(subject, section, draft);
        if (address.IsV4Mapped) section.Say($"It carries the IPv4 address {address.Unmapped}: how an IPv6 socket sees an IPv4 peer.");
        if (kind.IsLinkLocal && at.Scope is null && address.Family == InetFamily.V6) section.Say($"A link-local address needs its interface: {address}%eth0.");
        if (kind.IsLoopback || kind.IsWildcard) WellKnown(address, draft);
        else if (subject.Host.Interfaces.Count != 0) Place(address, kind, subject, section, draft);
    }

    static void OfCheckout(Subject subject, SectionDraft section, Draft draft)
    {
        draft.Know("checkout", subject.Options.CheckoutOfAddress);
        section.Say(subject.Options.CheckoutOfAddress is { } root
            ? $"It is the own address of {root}: what runs there by `berth up` or `berth run --isolate` has it as its localhost."
            : $"Berth gives every checkout an address out of {CheckoutAddresses.Range}; this one is of none that you may see.");
    }

    static void Place(InetAddress address, AddressClass kind, Subject subject, SectionDraft section, Draft draft)
    {
        var link = subject.Host.Interfaces.FirstOrDefault(link => link.Addresses.Any(own => own.Address == address.Unmapped));
        draft.Know("is_of_this_machine", link is not null);
        if (link is not null)
        {
            draft.Know("interface", link.Name);
            section.Say($"It is this machine's own, on {link.Name}{(link.IsUp ? "" : ", which is down")}.");
            draft.Lesson("The address").Say("A connection from this machine to its own address never leaves it: that it works here does not show that it works from outside.");
        }
        else if (!kind.IsMulticast && !kind.IsBroadcast) section.Say("No interface of this machine has it: what listens there cannot be seen from here.");
    }

    static void WellKnown(InetAddress address, Draft draft)
    {
        var lesson = draft.Lesson("The address");
        if (address.IsWildcard)
            lesson.Say("To listen on it means on every address. To connect to it reaches this machine itself on Linux and macOS; browsers are giving that up.");
        else if (address.Family == InetFamily.V4)
            lesson.Say("All of 127.0.0.0/8 is loopback: 127.0.0.2 is another address of the same machine, with ports of its own.");
        else
            lesson.Say("IPv6 has one loopback address, and its ports are others than those of 127.0.0.1: two programs can hold the same number.");
    }

    static void OfName(TargetHost at, Subject subject, Draft draft)
    {
        var section = subject.Error is null || at.IsUnresolvedName ? draft.Section("The address") : draft.Lesson("The address");
        if (!at.IsLocalhostName)
        {
            section.Say($"{at} is a name, and Berth asks no resolver: the answer is right only if it means this machine.", How.Inferred, "the name was not resolved");
            return;
        }
        section.Say(at.Text == "localhost"
            ? "localhost is a name for 127.0.0.1 and ::1 (RFC 6761): some clients try one, some the other, some both."
            : $"{at} means loopback (RFC 6761). Browsers and curl know that by themselves; Node, Python, Java and .NET ask the system's resolver, which may not.");
        draft.Lesson("The address").Say("A program that listens on 127.0.0.1 only refuses a client that tries ::1 alone. Node 17 to 19 keeps the resolver's order, which may put ::1 first; Node 20 tries both.");
    }
}
