namespace Berth.Protocols.Dialogues;

/// <summary>
/// Our side of one conversation, without any I/O: bytes in, the next step out. One instance per conversation. Whatever the
/// bytes are, it never throws.
/// </summary>
public abstract class Dialogue
{
    /// <param name="received">All that came since our last words; none at the beginning.</param>
    /// <param name="isOver">Nothing more will come: the peer closed, or its time or our limit of bytes is up.</param>
    public abstract Step Next(ReadOnlySpan<byte> received, bool isOver);
}

/// <summary>What a dialogue wants next.</summary>
public readonly record struct Step
{
    public StepKind Kind { get; private init; }
    public byte[] Words { get; private init; }
    public Heard? Heard { get; private init; }

    /// <summary>More must come before anything can be said. After the end the same as <see cref="NotThis"/>.</summary>
    public static Step Wait => new() { Kind = StepKind.Wait, Words = [] };

    /// <summary>The peer speaks something else.</summary>
    public static Step NotThis => new() { Kind = StepKind.NotThis, Words = [] };

    public static Step Say(ReadOnlySpan<byte> words) => new() { Kind = StepKind.Say, Words = words.ToArray() };

    /// <summary>Says it on a new connection: this one cannot go on.</summary>
    public static Step SayAnew(ReadOnlySpan<byte> words) => new() { Kind = StepKind.SayAnew, Words = words.ToArray() };

    /// <param name="farewell">What a polite client says before it closes.</param>
    public static Step Told(Heard heard, ReadOnlySpan<byte> farewell = default) =>
        new() { Kind = StepKind.Told, Heard = heard, Words = farewell.ToArray() };
}

public enum StepKind : byte
{
    Wait,
    Say,
    SayAnew,
    Told,
    NotThis,
}
