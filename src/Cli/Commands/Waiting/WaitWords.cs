using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Engine.Targets;
using Berth.Model.Addressing;
using Berth.Workbench.Waiting;

namespace Berth.Cli.Commands.Waiting;

/// <summary>What `berth wait` waits for, as it was typed.</summary>
static class WaitWords
{
    const string Forms = "Write a port (3000), host:port or a URL.";

    /// <exception cref="UsageException">It names nothing that can be waited for.</exception>
    public static WaitQuestion Read(string typed, bool free, int? status)
    {
        var (target, error) = TargetParser.Parse(typed);
        if (error is not null) throw new UsageException($"berth wait: {Escape.ForTerminal(error.Problem)}. {Forms}");
        if (target is not (NetworkTarget { Port: { } port } network and not ErrorTarget))
            throw new UsageException($"berth wait: '{Escape.ForTerminal(typed)}' names no port. {Forms}");
        if (port.Number == 0) throw new UsageException("berth wait: nothing can listen on port 0: it asks the system to choose one.");

        var host = network.Host ?? TargetHost.Any;
        if (free && status is not null) throw new UsageException("berth wait: --free and --http exclude one another.");
        if (free) return new WaitQuestion.Free(typed, host, port, network.Protocol ?? Protocol.Tcp, network);
        if (network.Protocol == Protocol.Udp)
            throw new UsageException("berth wait: a UDP server cannot be seen to answer. `--free` waits until the port can be bound.");
        if (target is UrlTarget { Scheme: "http" or "https" }) return new WaitQuestion.Http(typed, Parsed(typed), status);
        if (status is null) return new WaitQuestion.Connect(typed, host, port);
        return new WaitQuestion.Http(typed, Parsed($"http://{(host.IsAny ? "localhost" : host.ToString())}:{port}/"), status);
    }

    static Uri Parsed(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address)
        ? address
        : throw new UsageException($"berth wait: '{Escape.ForTerminal(url)}' is not a URL that can be asked.");
}
