using System.Collections.Frozen;
using Berth.Protocols.Redis;

namespace Berth.Protocols.Traffic;

/// <summary>Redis: each reply with its command, in order, as the protocol has it; what the server says unasked beside.</summary>
sealed class RedisConversation(Action<TrafficLine> tell) : Conversation(tell)
{
    const int MostUnanswered = 10_000;

    static readonly FrozenSet<string> published = FrozenSet.ToFrozenSet(["message", "pmessage", "smessage"]);

    static readonly FrozenSet<string> confirmed =
        FrozenSet.ToFrozenSet(["subscribe", "psubscribe", "ssubscribe", "unsubscribe", "punsubscribe", "sunsubscribe"]);

    readonly RedisReader commands = new(fromClient: true), replies = new(fromClient: false);
    readonly Queue<Asked> unanswered = new();
    bool subscribes, monitors;

    readonly record struct Asked(string Shown, string Name, TimeSpan At, long Size);

    protected override string Protocol => "redis";

    protected override void Read(Flow from, ReadOnlySpan<byte> bytes, TimeSpan at)
    {
        var reader = from == Flow.FromClient ? commands : replies;
        while (true)
        {
            var found = reader.Next(ref bytes);
            if (found.Kind == RedisEventKind.More) return;
            var problem = found.Kind == RedisEventKind.Lost ? found.Why : from == Flow.FromClient ? Command(found, at) : Reply(found, at);
            if (problem is null) continue;
            Lose(problem, at);
            return;
        }
    }

    public override void Close(TimeSpan at)
    {
        while (unanswered.TryDequeue(out var asked)) Tell(Line(asked) with { Error = NoAnswer });
    }

    // Null, or why nothing can be told from here on.
    string? Command(RedisEvent command, TimeSpan at)
    {
        var name = RedisCommand.Name(command.Texts);
        if (unanswered.Count >= MostUnanswered) return "too many commands wait for their replies";
        unanswered.Enqueue(new Asked(RedisCommand.WithoutValues(command.Texts, command.Count), name, at, command.Size));
        var second = command.Texts.Count > 1 ? command.Texts[1].ToUpperInvariant() : "";
        if (name == "CLIENT" && second == "REPLY") return "CLIENT REPLY changes which commands are answered";
        if (name is "SYNC" or "PSYNC") return "it becomes a stream of replication";
        subscribes |= name is "SUBSCRIBE" or "PSUBSCRIBE" or "SSUBSCRIBE";
        monitors |= name == "MONITOR";
        return null;
    }

    string? Reply(RedisEvent reply, TimeSpan at)
    {
        var word = reply.Texts.Count > 0 ? reply.Texts[0] : "";
        if (reply.Type == '>' || (subscribes && reply.Type == '*'))
        {
            var isConfirmation = confirmed.Contains(word);
            if (published.Contains(word) || (reply.Type == '>' && !isConfirmation))
            {
                var shown = published.Contains(word) ? word : "push";
                Tell(new TrafficLine(Protocol, TrafficKind.Message, shown, at) { From = Flow.FromServer, Received = reply.Size });
                return null;
            }
            // One confirmation comes for each channel: the first answers the command.
            if (isConfirmation && !(unanswered.TryPeek(out var first) && confirmed.Contains(first.Name.ToLowerInvariant()))) return null;
        }
        // MONITOR's stream begins with a time.
        if (monitors && reply.Type == '+' && word.Length > 0 && char.IsAsciiDigit(word[0])) return null;
        if (!unanswered.TryDequeue(out var asked))
        {
            if (reply.Type != '-') return "a reply came that nobody asked for";
            asked = new Asked("(nothing was asked)", "", at, 0);
        }
        Tell(Answered(asked, reply, at));
        return null;
    }

    TrafficLine Line(Asked asked) => new(Protocol, TrafficKind.Exchange, asked.Shown, asked.At) { Sent = asked.Size };

    TrafficLine Answered(Asked asked, RedisEvent reply, TimeSpan at) => Line(asked) with
    {
        Took = at - asked.At,
        Answer = Shown(reply),
        Error = reply.Type is '-' or '!' ? QuotedText.WithoutValues(reply.Texts.Count > 0 ? reply.Texts[0] : "") : null,
        Rows = reply.Type is '*' or '~' or '%' && reply.Count >= 0 ? reply.Count : null,
        Received = reply.Size,
    };

    // A word such as OK, QUEUED or PONG says what happened; other texts are values.
    static string Shown(RedisEvent reply) => reply.Type switch
    {
        '+' => reply.Texts is ["OK" or "QUEUED" or "PONG" or "CONTINUE" or "RESET" or "Background saving started"] ? reply.Texts[0] : "?",
        '-' or '!' => "error",
        ':' or ',' or '(' => "number",
        '#' => "boolean",
        '_' => "null",
        '$' or '=' => reply.Count < 0 ? "null" : "text",
        _ => reply.Count < 0 ? "null" : $"{reply.Count} elements",
    };
}
