namespace Berth.Engine.Freeing;

/// <summary>How `berth free` was asked.</summary>
public sealed record FreeOptions
{
    /// <summary>The process that asks: neither it nor a parent of it is ever ended.</summary>
    public required int OwnPid { get; init; }

    /// <summary>Also end what the holders started.</summary>
    public bool Tree { get; init; }

    /// <summary>Also end editors, terminals and agents that hold a port themselves: asked, never killed. Lifts no other refusal.</summary>
    public bool Sessions { get; init; }
}
