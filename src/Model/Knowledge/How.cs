namespace Berth.Model.Knowledge;

/// <summary>How a value is known. Every value that Berth shows carries one of these.</summary>
public enum How : byte
{
    /// <summary>The snapshot was not asked for it.</summary>
    Unread,

    /// <summary>The kernel, or the program that owns the fact, said so.</summary>
    Observed,

    /// <summary>Concluded from something observed; the reason says from what.</summary>
    Inferred,

    /// <summary>It exists but cannot be seen from here; the reason says why and what would show it.</summary>
    Hidden,
}
