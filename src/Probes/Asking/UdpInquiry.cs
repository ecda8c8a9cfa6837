using System.Net.Sockets;
using Berth.Model.Protocols;
using Berth.Probes.Asking.Wire;
using Berth.Protocols.Dialogues;
using Berth.Protocols.Dialogues.Known;

namespace Berth.Probes.Asking;

/// <summary>Asks one UDP socket with one datagram.</summary>
sealed class UdpInquiry(ProbeTarget target, ProbeOptions options)
{
    const int MostBytes = 4096;

    public async Task<ProtocolFacts> AskAsync(CancellationToken cancel)
    {
        Dialogue dialogue = Hints.OfUdp(target.Socket) == "memcached" ? new Memcached(isDatagram: true) : new Dns(isDatagram: true);
        var (answer, outcome) = await ExchangeAsync(dialogue.Next([], false).Words, cancel).ConfigureAwait(false);
        var facts = new ProtocolFacts { Endpoint = target.Endpoint, Outcome = outcome, Evidence = "", Connections = 1, BytesRead = answer.Length };
        if (answer.Length == 0) return facts with { Evidence = outcome == ProbeOutcome.Unreachable ? "nothing takes the datagram" : "one datagram was not answered" };
        return dialogue.Next(answer, isOver: true).Heard is { } heard
            ? Facts.Of(facts, heard)
            : facts with { Outcome = ProbeOutcome.Unrecognised, Evidence = $"it answered {answer.Length} bytes: {Said.Line(answer, 40)}" };
    }

    async Task<(byte[] Answer, ProbeOutcome Outcome)> ExchangeAsync(byte[] words, CancellationToken cancel)
    {
        var limits = new Limits(options.Patience, MostBytes, options.Clock);
        using var deadline = limits.DeadlineFor(cancel);
        using var socket = new Socket(target.Place.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            // Connected: only this peer's datagrams come in.
            await socket.ConnectAsync(target.Place, deadline.Token).ConfigureAwait(false);
            await socket.SendAsync(words, SocketFlags.None, deadline.Token).ConfigureAwait(false);
            var buffer = new byte[MostBytes];
            var length = await socket.ReceiveAsync(buffer, SocketFlags.None, deadline.Token).ConfigureAwait(false);
            return (buffer[..length], ProbeOutcome.Recognised);
        }
        catch (OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            return ([], ProbeOutcome.Silent);
        }
        catch (SocketException)
        {
            return ([], ProbeOutcome.Unreachable);
        }
    }
}
