namespace Berth.Protocols.Traffic;

/// <summary>What is not read, and says so at its beginning.</summary>
sealed class UnreadConversation : Conversation
{
    public UnreadConversation(Action<TrafficLine> tell, string protocol, string note, TimeSpan at)
        : base(tell)
    {
        Protocol = protocol;
        Note(note, at);
        Leave();
    }

    protected override string Protocol { get; }

    protected override void Read(Flow from, ReadOnlySpan<byte> bytes, TimeSpan at)
    {
    }

    public override void Close(TimeSpan at)
    {
    }
}
