namespace Berth.Engine.Holders;

/// <summary>Whose a socket is, seen from a command or service of ours.</summary>
public enum Whose
{
    /// <summary>One of our processes holds it.</summary>
    Ours,

    /// <summary>Nobody who may be looked into holds it, and one of ours may not be: it has our user, so it is likely ours.</summary>
    LikelyOurs,
    SomebodyElses,

    /// <summary>Every process may be looked into, and none has it: its holder has just ended.</summary>
    Nobodys,
}
