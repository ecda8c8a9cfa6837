using System.Runtime.Versioning;
using System.Text.Json;
using Berth.Api.Client;
using Berth.Api.Messages;
using Berth.Cli.Commands.Background;
using Berth.Cli.Hosting;

namespace Berth.Cli.Commands.Linking;

/// <summary>Shows what goes over links, until it is ended.</summary>
[SupportedOSPlatform("linux")]
sealed class TrafficRun(CommandContext context, DaemonClient daemon)
{
    public int Run(TrafficWish wish)
    {
        var request = new TrafficRequest(wish.Name, wish.Past, wish.Follow);
        return wish.Json ? Lines(request) : Text(request);
    }

    int Text(TrafficRequest request)
    {
        var reply = daemon.Open(Capabilities.Traffic, request);
        if (!reply.IsThere) return Refuse(reply.Error);
        using var feed = reply.Value;
        var printer = new TrafficPrinter(context);
        var isEmpty = true;
        if (request.Follow) context.Say("Until Ctrl-C. Nothing comes? Connect to where `berth link ls` says that the link listens.");
        while (feed.Next() is { } item)
        {
            isEmpty = false;
            printer.Print(item);
        }
        if (feed.Error is { } error) return Refuse(error);
        if (isEmpty && !request.Follow) context.Say("Nothing went over it yet. Connect to where the link listens: berth link ls");
        return ExitCode.Done;
    }

    // As the daemon says it.
    int Lines(TrafficRequest request)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request, Capabilities.Traffic.Request);
        var reply = daemon.Open(Capabilities.Traffic.Name, body);
        if (!reply.IsThere) return Refuse(reply.Error);
        using var lines = reply.Value;
        while (lines.Next() is { } line)
        {
            context.Out.Write(line).Write("\n"u8);
            context.Out.Flush();
        }
        return lines.Error is { } error ? Refuse(error) : ExitCode.Done;
    }

    int Refuse(ApiError error)
    {
        context.Say($"berth traffic: {DaemonTalk.Sentence(error)}");
        return DaemonTalk.ExitCodeOf(error);
    }
}

/// <summary>What `berth traffic` was asked for.</summary>
/// <param name="Name">Null: every link.</param>
sealed record TrafficWish(string? Name, int Past, bool Follow, bool Json);
