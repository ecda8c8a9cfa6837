using System.Net;
using System.Net.Sockets;
using Berth.Actions.Waiting;
using Berth.Engine.Explain;
using Berth.Engine.Targets;
using Berth.Model.Addressing;
using Berth.Model.Results;

namespace Berth.Workbench.Waiting;

/// <summary>Waits until a server answers, or until a port can be taken.</summary>
public sealed class WaitForServer(WorkbenchContext context)
{
    /// <param name="limit">How long at most.</param>
    /// <returns>How it ended; or why it cannot be waited for: a name without an address.</returns>
    public Result<WaitEnd> Wait(WaitQuestion question, TimeSpan limit)
    {
        var patience = new Patience(context.Clock, limit);
        FreeProbe? free = null;
        using var http = question is WaitQuestion.Http ask ? new HttpProbe(ask.Address, ask.Status) : null;
        Func<CancellationToken, Task<Answer>> probe;
        switch (question)
        {
            case WaitQuestion.Http:
                probe = http!.TryAsync;
                break;
            case WaitQuestion.Free wanted:
                probe = (free = new FreeProbe(Endpoints(wanted))).TryAsync;
                break;
            case WaitQuestion.Connect connect:
                if (!Addresses(connect.Host, connect.Port).IsDone(out var addresses, out var unknown)) return unknown;
                probe = new ConnectProbe(addresses).TryAsync;
                break;
            default:
                throw new InvalidOperationException();
        }

        var (answer, took) = patience.UntilAsync(probe, () => free is { LacksRight: true }).GetAwaiter().GetResult();
        var verdict = answer.IsThere ? WaitVerdict.Done : free is { LacksRight: true } ? WaitVerdict.NoRight : WaitVerdict.TimedOut;
        return new WaitEnd(question, verdict, answer.Reached, Holder(question, verdict) ?? answer.Problem, took);
    }

    // Who says that it is held says by whom: binding it only tells that it is.
    string? Holder(WaitQuestion question, WaitVerdict verdict) => question is WaitQuestion.Free held && verdict == WaitVerdict.TimedOut
        ? Holding.Of(held.Target, context.Machine.Take(TargetQuestion.For(held.Target)))
        : null;

    static Result<IPEndPoint[]> Addresses(TargetHost host, Port port)
    {
        if (host.Address is { } address) return new[] { new IPEndPoint(address.ToIPAddress(), port.Number) };
        if (host.IsAny || host.IsLocalhostName)
            return new[] { new IPEndPoint(IPAddress.Loopback, port.Number), new IPEndPoint(IPAddress.IPv6Loopback, port.Number) };
        try
        {
            return Dns.GetHostAddresses(host.Text).Select(found => new IPEndPoint(found, port.Number)).ToArray();
        }
        catch (SocketException)
        {
            return new Refusal($"'{host.Text}' has no address", "Is the name right?");
        }
    }

    static Endpoint[] Endpoints(WaitQuestion.Free wanted)
    {
        var (protocol, port) = (wanted.Protocol, wanted.Port);
        if (wanted.Host.Address is { } address) return [new Endpoint(protocol, address, port)];
        if (wanted.Host.IsLocalhostName)
            return [new Endpoint(protocol, InetAddress.LoopbackV4, port), new Endpoint(protocol, InetAddress.LoopbackV6, port)];
        return [new Endpoint(protocol, InetAddress.AnyV4, port), new Endpoint(protocol, InetAddress.AnyV6, port)];
    }
}
