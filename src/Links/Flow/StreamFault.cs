namespace Berth.Links.Flow;

/// <summary>
/// A fault's part in one direction of one TCP connection: its state and random numbers are its own, time is told to it, and it answers
/// with verdicts. The chunk in front is judged, and those behind it wait.
/// </summary>
abstract class StreamFault
{
    /// <summary>The bytes that may wait here before those behind have to wait elsewhere. Only what delays needs to hold much.</summary>
    public virtual int Room => 64 * 1024;

    /// <summary>When to ask <see cref="Expire"/>, whether bytes come or not.</summary>
    public virtual long Deadline => Moment.Never;

    /// <summary>It is in force from now on.</summary>
    public virtual void Begin(long now)
    {
    }

    /// <summary>What becomes of the chunk in front.</summary>
    public abstract Verdict Judge(in Chunk chunk, long now);

    /// <summary>What becomes of the sender's FIN, when all before it is gone. Passed, held, dropped.</summary>
    public virtual Verdict JudgeEnd(long since, long now) => Verdict.Pass;

    /// <summary>The deadline is here: closed, reset, or passed when nothing happens.</summary>
    public virtual Verdict Expire(long now) => Verdict.Pass;

    /// <summary>It is taken away: closed when the stream cannot go on, else passed.</summary>
    public virtual Verdict Remove() => Verdict.Pass;
}
