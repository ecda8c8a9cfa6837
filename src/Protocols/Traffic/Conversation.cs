namespace Berth.Protocols.Traffic;

/// <summary>Reads both directions of a connection of one protocol into lines. It never throws.</summary>
/// <param name="tell">Takes each line.</param>
abstract class Conversation(Action<TrafficLine> tell)
{
    bool isLost;

    /// <summary>Nothing more is read.</summary>
    public virtual bool IsLost => isLost;

    protected Action<TrafficLine> Tell => tell;

    protected abstract string Protocol { get; }

    public void Feed(Flow from, ReadOnlySpan<byte> bytes, TimeSpan at)
    {
        if (!isLost && !bytes.IsEmpty) Read(from, bytes, at);
    }

    /// <summary>One side has said that nothing more comes from it.</summary>
    public virtual void End(Flow from, TimeSpan at)
    {
    }

    /// <summary>The connection is over: tells of what was not answered. The last call.</summary>
    public abstract void Close(TimeSpan at);

    protected abstract void Read(Flow from, ReadOnlySpan<byte> bytes, TimeSpan at);

    protected void Note(string text, TimeSpan at) => tell(new TrafficLine(Protocol, TrafficKind.Note, text, at));

    /// <summary>Says once that the rest is not understood.</summary>
    protected void Lose(string why, TimeSpan at)
    {
        if (isLost) return;
        isLost = true;
        Note($"the rest is not read: {why}", at);
    }

    /// <summary>The rest is somebody else's, and known to be.</summary>
    protected void Leave() => isLost = true;

    protected const string NoAnswer = "the connection ended before the answer";
}
