namespace Berth.Protocols.Dialogues.Http;

/// <summary>One request and its answer.</summary>
public sealed class HttpDialogue(HttpAsk ask) : Dialogue
{
    bool isAsked;

    /// <summary>The answer as far as it came; null when none did.</summary>
    public HttpReply? Reply { get; private set; }

    public override Step Next(ReadOnlySpan<byte> received, bool isOver)
    {
        if (!isAsked)
        {
            isAsked = true;
            return Step.Say(ask.Bytes());
        }
        if (received.Length >= 7 && !HttpReply.LooksLikeHttp(received)) return Step.NotThis;
        Reply = HttpReply.Read(received);
        if (Reply is null) return isOver ? Step.NotThis : Step.Wait;
        // An answer to HEAD has the length of a body that never comes.
        var isWhole = Reply.IsComplete || ask.Method == "HEAD";
        return isWhole || isOver ? Step.Told(HttpReading.Of(Reply, $"{ask.Method} {ask.Path}")) : Step.Wait;
    }
}
