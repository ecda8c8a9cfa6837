namespace Berth.Model.Firewall;

/// <summary>One match or statement of a rule.</summary>
public abstract record RulePart
{
    RulePart()
    {
    }

    /// <summary>Goes on when the fields, taken together, are (or are not) among the elements.</summary>
    public sealed record Match(IReadOnlyList<FieldMask> Fields, bool IsNegated, ElementSet Set) : RulePart
    {
        /// <summary>What a packet without such a field does: as a rule it fails the match, negated or not.</summary>
        public bool HoldsIfAbsent { get; init; }
    }

    /// <summary>Looks the fields up; the element says the verdict. None: the rule does not match.</summary>
    public sealed record VerdictMap(IReadOnlyList<FieldMask> Fields, ElementSet Set) : RulePart;

    public sealed record Decide(Verdict Verdict) : RulePart;

    /// <summary>Sends the connection somewhere else, and ends the chain as accept does.</summary>
    /// <param name="Addresses">Null: the address stays.</param>
    /// <param name="Ports">Null: the port stays.</param>
    public sealed record DestinationNat(Operand? Addresses, Operand? Ports) : RulePart;

    /// <summary>The same, with the place looked up in a map.</summary>
    public sealed record DestinationNatMap(IReadOnlyList<FieldMask> Fields, ElementSet Set) : RulePart;

    /// <summary>Sends the connection to this machine itself.</summary>
    public sealed record Redirect(Operand? Ports) : RulePart;

    /// <summary>Changes the sender's address; ends the chain as accept does.</summary>
    /// <param name="Addresses">Null: to one of this machine's.</param>
    public sealed record SourceNat(Operand? Addresses) : RulePart;

    /// <summary>Sets the packet's mark; null: to a value that cannot be told.</summary>
    /// <param name="Mask">Bits that are cleared before the value is added by exclusive or.</param>
    public sealed record SetMark(uint? Value, uint Mask = uint.MaxValue) : RulePart;

    /// <summary>Gives a field a value that cannot be told, and goes on.</summary>
    public sealed record Obscure(PacketField Field) : RulePart;

    /// <summary>Hands the packet, unchanged, to a socket that asked for such packets (IP_TRANSPARENT), if there is one.</summary>
    /// <param name="Addresses">Of the socket; null: the address that was called, or the interface's.</param>
    /// <param name="Ports">Null: the port that was called.</param>
    public sealed record TransparentProxy(Operand? Addresses, Operand? Ports) : RulePart;

    /// <summary>Takes the packet out of connection tracking.</summary>
    public sealed record NoTrack : RulePart;

    /// <summary>What we do not know, or nobody can from outside. Never taken for true or false.</summary>
    public sealed record Opaque(OpaqueEffect Effect, string Name) : RulePart;
}

/// <summary>What an unknown part could do.</summary>
public enum OpaqueEffect : byte
{
    /// <summary>It may hold or not: a rate limit, a match that we do not know.</summary>
    Match,

    /// <summary>It may let pass, drop, or go on: a queue to a program, a target that we do not know.</summary>
    Verdict,

    /// <summary>It may send the packet somewhere else.</summary>
    Rewrite,
}

/// <param name="Chain">The target of a jump or goto.</param>
public sealed record Verdict(VerdictKind Kind, string? Chain = null)
{
    public static Verdict Accept { get; } = new(VerdictKind.Accept);
    public static Verdict Drop { get; } = new(VerdictKind.Drop);
    public static Verdict Reject { get; } = new(VerdictKind.Reject);
    public static Verdict Return { get; } = new(VerdictKind.Return);
    public static Verdict Continue { get; } = new(VerdictKind.Continue);
}

public enum VerdictKind : byte
{
    Accept,
    Drop,
    Reject,
    Jump,
    Goto,
    Return,
    Continue,
}
