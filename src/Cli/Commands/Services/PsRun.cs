using System.Runtime.Versioning;
using Berth.Api.Messages;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Model.Addressing;
using Berth.Projects;

namespace Berth.Cli.Commands.Services;

/// <summary>`berth ps`: where services stand.</summary>
[SupportedOSPlatform("linux")]
sealed class PsRun(CommandContext context)
{
    readonly ProjectCall call = new(context, "ps");

    public int Run(bool all, bool binds, bool json)
    {
        string? root = null;
        if (!all && (root = context.Directory is { } folder ? ProjectRoot.Of(folder) : null) is null) all = true;
        if (call.Client() is not { } client) return ExitCode.Unavailable;
        // None is started to say that nothing runs.
        var (answer, error) = ProjectCall.EverRan ? client.Ask(Capabilities.Status, new StatusRequest(root)) : default;
        if (error is not null) return call.Refuse(error);
        // One of which nothing runs is of interest where one stands.
        var projects = (answer?.Projects ?? []).Where(project => root is not null || IsUp(project)).ToArray();
        if (json) ServicesJson.Write(projects, context.Out);
        else if (projects.Length == 0) context.Say($"berth ps: {Nothing(all ? null : root)}");
        else
            foreach (var project in projects)
            {
                Table(project, isFirst: project == projects[0]);
                if (binds) Binds(project);
            }
        return projects.Any(IsUp) ? ExitCode.Done : ExitCode.NothingThere;
    }

    static string Nothing(string? root) => root is null
        ? "no project is up. Start one in its folder: berth up"
        : $"nothing of {Escape.ForTerminal(root)} is up. Start it: berth up";

    static bool IsUp(ProjectStatus project) =>
        project.Services.Any(static service => service.Phase is not ("down" or "completed" or "failed"));

    void Table(ProjectStatus project, bool isFirst)
    {
        var output = context.Out;
        if (!isFirst) output.Line("");
        var at = project.Address is { } address ? $" at {address}" : "";
        output.Line($"{Escape.ForTerminal(project.Name)}{at} ({Escape.ForTerminal(project.Root)})");
        string[] headings = ["SERVICE", "STATE", "PID", "UPTIME", "RESTARTS", "AT"];
        var rows = project.Services.Select(Cells).ToArray();
        // A project may have no service at all: then the headings alone make the columns.
        string[][] lines = [headings, .. rows];
        int[] widths = [.. headings.Select((_, i) => lines.Max(line => TextWidth.Of(line[i])))];
        Line(headings, widths, Paint.Dim);
        for (var i = 0; i < rows.Length; i++) Line(rows[i], widths, Colour(project.Services[i].Phase));
        foreach (var service in project.Services)
            if (service.Reason is { } reason) output.Line($"  {Escape.ForTerminal(service.Name)}: {Escape.ForTerminal(reason)}");
        foreach (var note in project.Notes) output.Line($"  {Escape.ForTerminal(note)}");
    }

    // "api bound 0.0.0.0:8080 (tcp) 2 times: led to the own address"
    void Binds(ProjectStatus project)
    {
        if (project.Binds.Count == 0) context.Out.Line("  no bind was led, refused or left alone");
        foreach (var bind in project.Binds)
        {
            var host = InetAddress.TryParse(bind.Address, out var address) ? address.InUrl : "?";
            var endpoint = $"{host}:{(bind.Port == 0 ? "any" : bind.Port)} ({bind.Protocol})";
            var times = bind.Count == 1 ? "time" : "times";
            context.Out.Line($"  {Escape.ForTerminal(bind.Service ?? "?")} bound {endpoint}, {bind.Count} {times}: {Outcome(bind.Outcome)}");
        }
    }

    static string Outcome(string outcome) => outcome switch
    {
        "led" => "led to the project's own address",
        "refused" => "refused",
        "left-any-port" => "left as it was: any port of every address",
        "left-announcements" => "left as it was: a port on which the network announces itself",
        "left-exposed" => "left as it was: the project exposes the port",
        _ => outcome,
    };

    string[] Cells(ServiceStatus service) =>
    [
        Escape.ForTerminal(service.Name), service.Phase, service.Pid is { } pid ? $"{pid}" : "",
        service.Started is { } started ? Quantities.Duration(Math.Max(0, (long)(context.Clock.GetUtcNow() - started).TotalSeconds)) : "",
        $"{service.Restarts}",
        service.Phase == "down" ? "" : string.Join(", ", service.Endpoints.Select(static endpoint => Escape.ForTerminal(EventPrinter.Where(endpoint)))),
    ];

    void Line(string[] cells, int[] widths, Paint paint)
    {
        var output = context.Out;
        for (var i = 0; i < cells.Length; i++)
        {
            var isPainted = context.Terminal.Colour && paint != Paint.None && (i == 1 || paint == Paint.Dim);
            if (isPainted) output.Write(paint.Begin());
            output.Write(cells[i]);
            if (isPainted) output.Write(PaintCodes.End);
            if (i < cells.Length - 1) output.Fill(' ', widths[i] - TextWidth.Of(cells[i]) + 2);
        }
        output.Write("\n"u8);
    }

    static Paint Colour(string phase) => phase switch
    {
        "ready" or "completed" => Paint.Good,
        "failed" => Paint.Danger,
        "unready" or "restarting" => Paint.Warning,
        _ => Paint.None,
    };
}
