using Berth.Model.Protocols;
using Berth.Probes.Asking.Wire;
using Berth.Protocols.Dialogues;
using Berth.Protocols.Dialogues.Http;

namespace Berth.Probes.Asking;

/// <summary>
/// Finds out what one TCP listener speaks: listens for a greeting, then says on the same connection what is likeliest, and goes on
/// to others only as far as the answers give reason to. One connection at a time.
/// </summary>
sealed class Inquiry(ProbeTarget target, ProbeOptions options)
{
    Dialler dialler = new(target.Place, new Limits(options.Patience, options.MaxBytes, options.Clock));
    Agenda agenda = new(Hints.Of(target.Socket), ProbeList.Unhinted);
    ProtocolFacts facts = new() { Endpoint = target.Endpoint, Outcome = ProbeOutcome.Unreachable, Evidence = "the connection did not come about" };

    public async Task<ProtocolFacts> AskAsync(CancellationToken cancel)
    {
        await FindOutAsync(cancel).ConfigureAwait(false);
        return facts with { Connections = dialler.Tally.Connections, BytesRead = dialler.Tally.BytesRead };
    }

    async Task FindOutAsync(CancellationToken cancel)
    {
        if (await dialler.DialAsync(cancel).ConfigureAwait(false) is not { } line) return;
        if (!await IsSilentAsync(line, cancel).ConfigureAwait(false))
        {
            await HearGreetingAsync(line, cancel).ConfigureAwait(false);
            return;
        }

        await GoThroughAsync(line, cancel).ConfigureAwait(false);
    }

    /// <summary>Asks for one protocol after another, the first on the open line.</summary>
    async Task GoThroughAsync(Line? open, CancellationToken cancel)
    {
        while (agenda.Next() is { } protocol)
        {
            if (protocol == "tls" && open is not null)
            {
                await open.DisposeAsync().ConfigureAwait(false);
                open = null;
            }
            if (open is null && dialler.Tally.Connections >= options.MaxConnections) return;
            if (await SpeakAsync(protocol, open, cancel).ConfigureAwait(false)) return;
            open = null;
        }
        if (open is not null) await open.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Whether the peer waits for us to speak first.</summary>
    async Task<bool> IsSilentAsync(Line line, CancellationToken cancel)
    {
        using var greeting = dialler.Limits.DeadlineFor(options.GreetingPatience, cancel);
        await line.MoreAsync(greeting.Token, isLast: false).ConfigureAwait(false);
        cancel.ThrowIfCancellationRequested();
        return line.Received.IsEmpty && line.End == LineEnd.Open;
    }

    async Task HearGreetingAsync(Line line, CancellationToken cancel)
    {
        if (line.Received.IsEmpty)
        {
            await line.DisposeAsync().ConfigureAwait(false);
            facts = facts with { Outcome = ProbeOutcome.Closed, Evidence = "it closed before anything was said" };
            return;
        }
        if (Greeter(line.Received.Span) is { } greeter)
        {
            var end = await Conversation.RunAsync(greeter, line, dialler, cancel).ConfigureAwait(false);
            Take(end, "its greeting");
            return;
        }
        Unrecognised(line.Received.Span, "it greets with");
        await line.DisposeAsync().ConfigureAwait(false);
    }

    // A dialogue that does not turn the greeting away reads it; a fresh one of the same kind then takes the conversation.
    Dialogue? Greeter(ReadOnlySpan<byte> greeting)
    {
        foreach (var start in ProbeList.Greeters)
            if (start(target.Endpoint.Port.Number).Next(greeting, isOver: false).Kind != StepKind.NotThis) return start(target.Endpoint.Port.Number);
        return null;
    }

    /// <summary>Asks for one protocol; true when there is nothing more to ask.</summary>
    async Task<bool> SpeakAsync(string protocol, Line? open, CancellationToken cancel)
    {
        if (protocol == "tls") return await SpeakTlsAsync(cancel).ConfigureAwait(false);
        var line = open ?? await dialler.DialAsync(cancel).ConfigureAwait(false);
        if (line is null) return true;
        if (protocol == "http") return await SpeakHttpAsync(line, cancel).ConfigureAwait(false);
        if (ProbeList.Start(protocol) is not { } dialogue)
        {
            await line.DisposeAsync().ConfigureAwait(false);
            return false;
        }
        return Take(await Conversation.RunAsync(dialogue, line, dialler, cancel).ConfigureAwait(false), $"asked for {protocol}");
    }

    async Task<bool> SpeakHttpAsync(Line line, CancellationToken cancel)
    {
        var web = new WebService(dialler, facts.IsTls, options.UserAgent, options.Host);
        var dialogue = new HttpDialogue(web.Get("/"));
        var end = await Conversation.RunAsync(dialogue, line, dialler, cancel).ConfigureAwait(false);
        if (dialogue.Reply is null || end.Heard is null) return Take(end, "GET /");
        if (!facts.IsTls && OtherWords.InHttp(dialogue.Reply) is { } other)
        {
            agenda.Prefer(other);
            return false;
        }
        facts = await new WebInquiry(web, target.Socket, options).GoOnAsync(Facts.Of(facts, end.Heard), dialogue.Reply, cancel).ConfigureAwait(false);
        return true;
    }

    async Task<bool> SpeakTlsAsync(CancellationToken cancel)
    {
        var dialled = await dialler.DialTlsAsync(cancel).ConfigureAwait(false);
        if (!dialled.IsConnected) return true;
        if (!OtherWords.IsTls(dialled.Seen))
        {
            if (dialled.Line is not null) await dialled.Line.DisposeAsync().ConfigureAwait(false);
            return Take(new ConversationEnd(null, dialled.End, dialled.Seen), "a TLS handshake");
        }

        var shaken = facts = facts with
        {
            Outcome = ProbeOutcome.Recognised,
            Protocol = "tls",
            IsTls = true,
            Certificate = dialled.Certificate,
            Evidence = dialled.Line is null ? "the TLS handshake was begun and refused" : "the TLS handshake succeeded",
        };
        if (dialled.Line is null) return true;
        // Whatever is spoken may be spoken inside TLS.
        dialler = dialler.InTls;
        agenda = new Agenda(Hints.InsideTls(target.Socket), ProbeList.UnhintedInsideTls);
        await GoThroughAsync(dialled.Line, cancel).ConfigureAwait(false);
        if (facts.Protocol == "tls") facts = shaken;
        return true;
    }

    /// <summary>Takes what a conversation gave; true when nothing more is to be asked.</summary>
    bool Take(ConversationEnd end, string asked)
    {
        if (end.Heard is { } heard)
        {
            facts = Facts.Of(facts, heard);
            return true;
        }
        if (end.Received.Length > 0)
        {
            Unrecognised(end.Received, $"{asked} was answered");
            // A server that had not greeted in time may do so now.
            if (Greeter(end.Received) is { } late && late.Next(end.Received, isOver: true).Heard is { } greeted)
            {
                facts = Facts.Of(facts, greeted);
                return true;
            }
            if (end.End == LineEnd.TooMuch) return true;
            if (OtherWords.Suggest(end.Received) is { } other) agenda.Prefer(other);
            return false;
        }
        var isSilent = end.End != LineEnd.Closed;
        if (facts.Outcome != ProbeOutcome.Unrecognised)
            facts = facts with { Outcome = isSilent ? ProbeOutcome.Silent : ProbeOutcome.Closed, Evidence = isSilent ? $"{asked} was not answered in time" : $"{asked} made it close without a word" };
        return isSilent && !agenda.GoesOnAfterSilence();
    }

    void Unrecognised(ReadOnlySpan<byte> bytes, string before) =>
        facts = facts with { Outcome = ProbeOutcome.Unrecognised, Evidence = $"{before} {bytes.Length} bytes: {Said.Line(bytes, 40)}" };
}
