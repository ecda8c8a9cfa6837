using System.Net;
using System.Net.Sockets;
using Berth.Actions.Waiting;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Engine.Explain;
using Berth.Engine.Targets;
using Berth.Model.Addressing;
using Berth.Probes.Rights;

namespace Berth.Cli.Commands.Waiting;

/// <summary>Waits, and says how it ended.</summary>
sealed class WaitRun(Surroundings around)
{
    public int Run(WaitQuestion question, TimeSpan limit, bool json)
    {
        var patience = new Patience(around.Clock, limit);
        FreeProbe? free = null;
        using var http = question is WaitQuestion.Http ask ? new HttpProbe(ask.Address, ask.Status) : null;
        Func<CancellationToken, Task<Answer>> probe = question switch
        {
            WaitQuestion.Http => http!.TryAsync,
            WaitQuestion.Free wanted => (free = new FreeProbe(Endpoints(wanted))).TryAsync,
            WaitQuestion.Connect connect => new ConnectProbe(Addresses(connect.Host, connect.Port)).TryAsync,
            _ => throw new InvalidOperationException(),
        };

        var (answer, took) = patience.UntilAsync(probe, () => free is { LacksRight: true }).GetAwaiter().GetResult();
        // Who says that it is held says by whom: binding it only tells that it is.
        if (question is WaitQuestion.Free held && !answer.IsThere && free is { LacksRight: false }
            && Holding.Of(held.Target, around.Machine().Take(TargetQuestion.For(held.Target))) is { } holder) answer = answer with { Problem = holder };
        var code = answer.IsThere ? ExitCode.Done : free is { LacksRight: true } ? ExitCode.NoRight : ExitCode.TimedOut;
        if (json) WriteJson(question, answer, took, code);
        else around.Say(Words(question, answer, took, code));
        return code;
    }

    static string Words(WaitQuestion question, Answer answer, TimeSpan took, int code)
    {
        var (what, time) = (Escape.ForTerminal(question.Text), $"{took.TotalSeconds:0.0} s");
        return code switch
        {
            ExitCode.Done when question is WaitQuestion.Free => $"{what} can be bound, after {time}.",
            ExitCode.Done when question is WaitQuestion.Http => $"{what} answers {answer.Reached[0]}, after {time}.",
            ExitCode.Done => $"{what} answers on {string.Join(" and ", answer.Reached)}, after {time}.",
            ExitCode.NoRight => $"berth wait: {answer.Problem}. Ask with more rights: {AsRoot.With($"wait {what} --free")}",
            _ when question is WaitQuestion.Free => $"berth wait: {what} was not free after {time}: {Escape.ForTerminal(answer.Problem!)}. See `berth explain {what}`.",
            _ => $"berth wait: {what} was not there after {time}: {Escape.ForTerminal(answer.Problem!)}. See `berth explain {what}`.",
        };
    }

    void WriteJson(WaitQuestion question, Answer answer, TimeSpan took, int code)
    {
        using (var json = JsonText.Writer(around.Out))
        {
            json.WriteStartObject();
            json.WriteString("schema"u8, "berth.wait/1"u8);
            json.WriteString("target"u8, question.Text);
            json.WriteBoolean("done"u8, code == ExitCode.Done);
            json.WriteNumber("waited_ms"u8, (long)took.TotalMilliseconds);
            json.WritePropertyName("reached"u8);
            JsonText.Write(answer.Reached, json);
            json.WriteString("problem"u8, answer.Problem);
            json.WriteEndObject();
        }
        around.Out.Write("\n"u8);
    }

    static IPEndPoint[] Addresses(TargetHost host, Port port)
    {
        if (host.Address is { } address) return [new IPEndPoint(address.ToIPAddress(), port.Number)];
        if (host.IsAny || host.IsLocalhostName) return [new IPEndPoint(IPAddress.Loopback, port.Number), new IPEndPoint(IPAddress.IPv6Loopback, port.Number)];
        try
        {
            return [.. Dns.GetHostAddresses(host.Text).Select(found => new IPEndPoint(found, port.Number))];
        }
        catch (SocketException)
        {
            throw new UsageException($"berth wait: '{Escape.ForTerminal(host.Text)}' has no address. Is the name right?");
        }
    }

    static Endpoint[] Endpoints(WaitQuestion.Free wanted)
    {
        var (protocol, port) = (wanted.Protocol, wanted.Port);
        if (wanted.Host.Address is { } address) return [new Endpoint(protocol, address, port)];
        if (wanted.Host.IsLocalhostName) return [new Endpoint(protocol, InetAddress.LoopbackV4, port), new Endpoint(protocol, InetAddress.LoopbackV6, port)];
        return [new Endpoint(protocol, InetAddress.AnyV4, port), new Endpoint(protocol, InetAddress.AnyV6, port)];
    }
}
