using Berth.Api.Messages;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Workbench.Writing;

namespace Berth.Cli.Commands.Services;

/// <summary>
/// Shows what happens to services as it happens: what they write goes to stdout behind their names, what becomes of them is talk.
/// Not thread-safe.
/// </summary>
sealed class EventPrinter(CommandContext context)
{
    // Six that are told apart on dark and on light ground: cyan, yellow, green, magenta, blue, bright cyan.
    static readonly byte[][] colours = [.. ((string[])["36", "33", "32", "35", "34", "96"]).Select(static code => System.Text.Encoding.ASCII.GetBytes($"\x1b[{code}m"))];

    readonly Dictionary<string, int> numbers = [];
    int width;

    /// <summary>Behind which name a line stands is left out: there is one service.</summary>
    public bool IsAlone { get; init; }

    /// <summary>Each line with the time when it was written.</summary>
    public bool Times { get; init; }

    public void Print(ProjectEvent happened)
    {
        if (happened.Line is { } line) Line(line);
        else if (happened.State is { } state) State(state);
        else if (happened.Note is { } note) context.Say($"berth: {Escape.ForTerminal(note)}.");
    }

    void Line(ServiceLine line)
    {
        var output = context.Out;
        if (!IsAlone) Name(line.Service);
        if (Times) output.Write(JsonText.Time(line.At)).Write(" "u8);
        output.Line(LogText.ForTerminal(line.Text, context.Terminal.Colour));
        output.Flush();
    }

    void Name(string service)
    {
        if (!numbers.TryGetValue(service, out var number)) numbers[service] = number = numbers.Count;
        var name = Escape.ForTerminal(service);
        width = Math.Max(width, TextWidth.Of(name));
        var output = context.Out;
        if (context.Terminal.Colour) output.Write(colours[number % colours.Length]);
        output.Write(name).Fill(' ', width - TextWidth.Of(name)).Write(" |"u8);
        if (context.Terminal.Colour) output.Write(PaintCodes.End);
        output.Write(" "u8);
    }

    void State(ServiceStatus state)
    {
        var name = Escape.ForTerminal(state.Name);
        var reason = state.Reason is { } why ? $": {Escape.ForTerminal(why)}" : "";
        var text = state.Phase switch
        {
            "ready" when state.Endpoints is [var first, ..] => $"{name} is ready: {Escape.ForTerminal(Where(first))}{(state.Reason is { } aside ? $" ({Escape.ForTerminal(aside)})" : "")}",
            "ready" => $"{name} is ready{reason}",
            "completed" => reason.Length > 0 ? $"{name}{reason}" : $"{name} is done",
            "failed" => $"{name} failed{reason}",
            "unready" => $"{name} is not ready{reason}",
            "restarting" => $"{name}{reason}",
            "down" => $"{name} is down",
            "stopping" => $"{name} is asked to end",
            // Waiting and starting pass by; who looks at them asks `berth ps`.
            _ => null,
        };
        if (text is not null) context.Say($"berth: {text}");
    }

    public static string Where(EndpointStatus endpoint) => endpoint.Url ?? $"{endpoint.Address}:{endpoint.Port}{(endpoint.Protocol == "udp" ? " (udp)" : "")}";
}
