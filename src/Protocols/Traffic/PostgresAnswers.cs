using Berth.Protocols.Postgres;

namespace Berth.Protocols.Traffic;

/// <summary>Gives what a server says to what it was asked, in order, and tells a line when something is finished.</summary>
sealed class PostgresAnswers(Action<TrafficLine> tell)
{
    public const string Protocol = "postgresql";
    const int MostUnanswered = 10_000;
    const string NotRun = "it was not run: what was sent before it failed";

    readonly LinkedList<PostgresStep> waiting = [];

    // After an error the server passes over everything up to a Sync.
    bool skips;

    // The client sends rows: a Sync among them is passed over.
    bool copies;

    /// <summary>Null, or why nothing can be told from here on.</summary>
    public string? Expect(PostgresStep step)
    {
        if (waiting.Count >= MostUnanswered) return "too many messages wait for their answers";
        if (!skips) waiting.AddLast(step);
        else if (step.Kind == PostgresStepKind.Execute) Tell(step, NotRun, null);
        return null;
    }

    public string? Sync(PostgresStep step)
    {
        if (copies) return null;
        skips = false;
        return Expect(step);
    }

    /// <summary>A message of the client with rows, or their end.</summary>
    public void Copied(char type, long size)
    {
        if (type != 'd') copies = false;
        if (waiting.First is { Value: var step }) step.Sent += size;
    }

    /// <summary>Null, or why nothing can be told from here on.</summary>
    public string? Answered(PostgresEvent message, TimeSpan at)
    {
        if (message.Type == 'A')
        {
            tell(new TrafficLine(Protocol, TrafficKind.Message, "notification", at) { From = Flow.FromServer, Received = message.Size });
            return null;
        }
        if (waiting.First is not { Value: var step })
        {
            if (message.Type == 'E') TellAlone(message, at);
            return message.Type is 'E' or 'N' or 'S' ? null : "an answer came that nobody asked for";
        }
        step.Received += message.Size;
        return message.Type switch
        {
            '1' => Done(step, PostgresStepKind.Parse),
            '2' => Done(step, PostgresStepKind.Bind),
            '3' => Done(step, PostgresStepKind.Close),
            'T' or 'n' when step.Kind == PostgresStepKind.Describe => Done(step, PostgresStepKind.Describe),
            'D' => Row(step),
            'C' or 'I' or 's' => Completed(step, message, at),
            'G' => CopyIn(),
            'W' => "it is a stream of replication",
            'E' => Failed(step, message.Body, at),
            'Z' => Ready(step, at),
            _ => null,
        };
    }

    public void Close()
    {
        foreach (var step in waiting)
        {
            if (step.Kind is not (PostgresStepKind.Connect or PostgresStepKind.Query or PostgresStepKind.Execute)) continue;
            Tell(step, step.Error ?? "the connection ended before the answer", null);
        }
        waiting.Clear();
    }

    // The server says why it hangs up, for one.
    void TellAlone(PostgresEvent message, TimeSpan at) => tell(new TrafficLine(Protocol, TrafficKind.Message, "error", at)
    {
        From = Flow.FromServer,
        Received = message.Size,
        Error = Problem(message.Body),
    });

    string? Done(PostgresStep step, PostgresStepKind kind)
    {
        if (step.Kind != kind) return "an answer does not fit what was asked";
        waiting.RemoveFirst();
        // What was spent on it counts to the statement that it is for.
        if (waiting.First is not { Value: { Kind: not PostgresStepKind.Sync } next } || next.Shown != step.Shown) return null;
        (next.Sent, next.Received) = (next.Sent + step.Sent, next.Received + step.Received);
        return null;
    }

    static string? Row(PostgresStep step)
    {
        step.SentRows++;
        return null;
    }

    string? Completed(PostgresStep step, PostgresEvent message, TimeSpan at)
    {
        if (step.Kind is not (PostgresStepKind.Query or PostgresStepKind.Execute)) return "an answer does not fit what was asked";
        if (message.Type == 'C')
        {
            var body = message.Body;
            step.Tag = Tag(PostgresText.Take(ref body));
            if (PostgresText.Rows(step.Tag) is { } rows) step.TaggedRows = (step.TaggedRows ?? 0) + rows;
        }
        else step.Tag = message.Type == 'I' ? "empty" : "suspended";
        copies = false;
        if (step.Kind == PostgresStepKind.Query) return null; // there may be more, up to ReadyForQuery
        waiting.RemoveFirst();
        Tell(step, null, at);
        return null;
    }

    // "SELECT 5": capitals and digits, or it is no tag.
    static string Tag(string tag) => tag.Length <= 64 && tag.All(IsOfTag) ? tag : "?";

    static bool IsOfTag(char one) => char.IsAsciiLetterUpper(one) || char.IsAsciiDigit(one) || one == ' ';

    string? CopyIn()
    {
        copies = true;
        // Those that were sent already are passed over as well.
        for (var node = waiting.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.Kind == PostgresStepKind.Sync) waiting.Remove(node);
            node = next;
        }
        return null;
    }

    string? Failed(PostgresStep step, ReadOnlySpan<byte> body, TimeSpan at)
    {
        step.Error = Problem(body);
        copies = false;
        if (step.Kind is PostgresStepKind.Query or PostgresStepKind.Sync) return null; // ReadyForQuery follows
        waiting.RemoveFirst();
        Tell(step, step.Error, at);
        if (step.Kind == PostgresStepKind.Connect) return null; // and the server hangs up
        skips = true;
        while (waiting.First is { Value: { Kind: not PostgresStepKind.Sync } passed })
        {
            waiting.RemoveFirst();
            if (passed.Kind == PostgresStepKind.Execute && passed.Shown != step.Shown) Tell(passed, NotRun, null);
        }
        if (waiting.Count > 0) skips = false;
        return null;
    }

    string? Ready(PostgresStep step, TimeSpan at)
    {
        if (step.Kind is not (PostgresStepKind.Connect or PostgresStepKind.Query or PostgresStepKind.Sync))
            return "an answer does not fit what was asked";
        waiting.RemoveFirst();
        if (step.Kind != PostgresStepKind.Sync) Tell(step, step.Error, at);
        return null;
    }

    void Tell(PostgresStep step, string? error, TimeSpan? doneAt) => tell(new TrafficLine(
        Protocol, TrafficKind.Exchange, step.Shown, step.At)
    {
        Took = doneAt - step.At,
        Answer = step.Tag ?? (step.Kind == PostgresStepKind.Connect && error is null ? "ready" : null),
        Error = error,
        Rows = step.Rows,
        Sent = step.Sent,
        Received = step.Received,
    });

    static string Problem(ReadOnlySpan<byte> body)
    {
        var state = PostgresText.ErrorField(body, 'C');
        var isState = state is { Length: 5 } && state.All(char.IsAsciiLetterOrDigit);
        return $"{(isState ? state : "?????")} {QuotedText.WithoutValues(PostgresText.ErrorField(body, 'M') ?? "")}".TrimEnd();
    }
}
