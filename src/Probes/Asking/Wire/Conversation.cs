using Berth.Protocols.Dialogues;

namespace Berth.Probes.Asking.Wire;

/// <summary>Carries a dialogue out on a line.</summary>
static class Conversation
{
    const int MostWords = 8;

    /// <param name="line">Owned from here on.</param>
    public static async Task<ConversationEnd> RunAsync(Dialogue dialogue, Line line, Dialler dialler, CancellationToken cancel)
    {
        try
        {
            for (var said = 0; said <= MostWords; said++)
            {
                var (step, first) = await NextAsync(dialogue, line, cancel).ConfigureAwait(false);
                switch (step.Kind)
                {
                    case StepKind.Say:
                        using (var deadline = line.Deadline(cancel)) await line.SayAsync(step.Words, deadline.Token).ConfigureAwait(false);
                        continue;
                    case StepKind.SayAnew:
                        await line.DisposeAsync().ConfigureAwait(false);
                        if (await dialler.DialAsync(cancel).ConfigureAwait(false) is not { } anew) return new ConversationEnd(null, LineEnd.Closed, first);
                        line = anew;
                        using (var deadline = line.Deadline(cancel)) await line.SayAsync(step.Words, deadline.Token).ConfigureAwait(false);
                        continue;
                    case StepKind.Told when step.Words.Length > 0:
                        using (var deadline = line.Deadline(cancel)) await line.SayAsync(step.Words, deadline.Token).ConfigureAwait(false);
                        return new ConversationEnd(step.Heard, line.End, first);
                    default:
                        return new ConversationEnd(step.Heard, line.End, first);
                }
            }
            return new ConversationEnd(null, line.End, line.Received.ToArray());
        }
        finally
        {
            await line.DisposeAsync().ConfigureAwait(false);
        }
    }

    static async Task<(Step Step, byte[] Received)> NextAsync(Dialogue dialogue, Line line, CancellationToken cancel)
    {
        using var deadline = line.Deadline(cancel);
        while (true)
        {
            var step = dialogue.Next(line.Received.Span, isOver: line.End != LineEnd.Open);
            if (step.Kind != StepKind.Wait || line.End != LineEnd.Open) return (step, line.Received.ToArray());
            await line.MoreAsync(deadline.Token).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
        }
    }
}

/// <param name="Heard">Null when the peer speaks something else.</param>
/// <param name="Received">The answer to our last words.</param>
sealed record ConversationEnd(Heard? Heard, LineEnd End, byte[] Received);
