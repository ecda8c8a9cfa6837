using System.Text.RegularExpressions;
using Berth.Model.Services;
using Berth.Projects.Yaml;

namespace Berth.Projects.Import;

/// <summary>One process of process-compose.yaml.</summary>
/// <param name="isCompleted">Others wait for its end.</param>
sealed partial class ProcessComposeProcess(MapNode process, ImportedNames names, Dictionary<string, string> variables, bool isCompleted)
{
    static readonly HashSet<string> known =
    [
        "command", "entrypoint", "description", "working_dir", "environment", "env_file", "depends_on", "readiness_probe", "ready_log_line", "availability", "shutdown", "disabled", "vars", "is_dotenv_disabled",
    ];

    static readonly Dictionary<string, string> reasons = new()
    {
        ["liveness_probe"] = "`liveness_probe`: Berth asks until it is ready, not afterwards",
        ["replicas"] = "`replicas`: a service runs once",
        ["is_daemon"] = "`is_daemon`: it goes to the background by itself; run it in the foreground, so that its end is seen",
        ["namespace"] = "`namespace`: use `profiles` to start only a part",
        ["log_location"] = "`log_location`: Berth keeps its logs itself",
        ["log_configuration"] = "`log_configuration`: Berth keeps its logs itself",
        ["schedule"] = "`schedule`: nothing is started by the clock",
        ["is_elevated"] = "`is_elevated`: every service runs as you",
        ["is_foreground"] = "`is_foreground`: use `berth attach`",
        ["is_tty"] = "`is_tty`", ["is_interactive"] = "`is_interactive`",
        ["launch_timeout_seconds"] = "`launch_timeout_seconds`", ["disable_ansi_colors"] = "`disable_ansi_colors`",
    };

    public ServiceDraft Read(string written)
    {
        var service = new ServiceDraft(names.Of(written));
        if (service.Name != written) service.Comments.Add($"Was {written}.");
        if (process.Text("description") is { } description) service.Comments.Add(description);
        foreach (var (name, value) in ProcessComposeImport.Variables(process.Map("vars"))) variables[name] = value;
        Command(service);
        if (process.Text("working_dir") is { } directory) Directory(service, directory);
        Environment(process["environment"], variables, service.Environment, service.Notes);
        foreach (var file in process.Texts("env_file")) service.EnvironmentFiles.Add(new EnvironmentFile(file, true));
        foreach (var need in process.Map("depends_on")?.Members ?? []) service.Needs.Add(new Need(names.Of(need.Name), Level(service, need)));
        if (process.Map("readiness_probe") is { } probe) Probe(service, probe);
        else if (process.Text("ready_log_line") is { } line) service.Ready.Add(("log", Regex.Escape(line).Replace("\\ ", " ", StringComparison.Ordinal).Replace("\\#", "#", StringComparison.Ordinal)));
        if (service.Port is null && Configuration.ProcfileLine.SpeaksOf(process.Text("command") ?? "")) service.Port = "auto";
        Availability(service, process.Map("availability"));
        if (process.Map("shutdown") is { } shutdown) Shutdown(service, shutdown);
        if (process.Text("disabled") == "true")
        {
            if (!service.Profiles.Contains("disabled")) service.Profiles.Add("disabled");
            service.Comments.Add($"Was disabled: it starts when it is asked for, `berth up {service.Name}`.");
        }
        foreach (var member in process.Members)
            if (!known.Contains(member.Name) && !IsUsual(member)) service.Notes.Add(reasons.GetValueOrDefault(member.Name, $"`{Excerpt.Of(member.Name)}`"));
        return service;
    }

    static bool IsUsual(Member member) => member.Value is TextNode { Text: "false" } or TextNode { Kind: ScalarKind.Null } || (member.Name == "replicas" && member.Value is TextNode { Text: "1" });

    void Command(ServiceDraft service)
    {
        if (process.Text("command") is { } command && command.Trim().Length > 0) ImportedCommand.Set(service, Filled(service, command));
        else if (process.Texts("entrypoint") is { Count: > 0 } words) service.RunWords = [.. words.Select(word => ImportedCommand.Value(Filled(service, word)))];
        else
        {
            service.Run = "true";
            service.Notes.Add("it has no command");
        }
    }

    // {{.NAME}} of `vars`.
    string Filled(ServiceDraft service, string text) => GoTemplate().Replace(text, match =>
    {
        if (variables.TryGetValue(match.Groups[1].Value, out var value)) return value;
        service.Notes.Add($"`{match.Value}`: nothing is known to stand for it");
        return match.Value;
    });

    static void Directory(ServiceDraft service, string directory)
    {
        var isOutside = directory.StartsWith('/') || directory.Contains('$') || directory.StartsWith('~') || Path.GetFullPath(Path.Combine("/a/b", directory)) is var full && full != "/a/b" && !full.StartsWith("/a/b/", StringComparison.Ordinal);
        if (!isOutside)
        {
            service.Directory = directory;
            return;
        }
        // The same command in another folder is another command: `rm -rf .next` of the wrong project.
        service.Comments.Add($"Ran in {directory}: {string.Join(' ', service.RunWords ?? [service.Run])}");
        (service.Run, service.RunWords) = ("false", null);
        service.Profiles.Add("disabled");
        service.Notes.Add($"`working_dir: {Excerpt.Of(directory)}`: it is outside of the project's folder, or not fixed, so the command is not run");
    }

    /// <summary>A list of NAME=value, or names with values.</summary>
    public static void Environment(Node? node, Dictionary<string, string> variables, List<EnvironmentEntry> into, List<string> notes)
    {
        var pairs = node switch
        {
            ListNode list => list.Items.OfType<TextNode>().Select(static item => item.Text.Split('=', 2)).Select(static pair => (Name: pair[0].Trim(), Value: pair.Length > 1 ? pair[1] : "")),
            MapNode map => map.Members.Where(static member => member.Value is TextNode).Select(static member => (member.Name, Value: ((TextNode)member.Value).Text)),
            _ => [],
        };
        foreach (var (name, value) in pairs)
        {
            if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(static character => char.IsAsciiLetterOrDigit(character) || character == '_')) notes.Add($"the variable `{Excerpt.Of(name)}`: that is no name of one");
            else
            {
                into.RemoveAll(entry => entry.Name == name);
                into.Add(new EnvironmentEntry(name, ImportedCommand.Value(GoTemplate().Replace(value, match => variables.GetValueOrDefault(match.Groups[1].Value, match.Value)))));
            }
        }
    }

    static NeedLevel Level(ServiceDraft service, Member need)
    {
        switch ((need.Value as MapNode)?.Text("condition"))
        {
            case "process_completed_successfully": return NeedLevel.Completed;
            case "process_completed":
                service.Notes.Add($"`process_completed` of {need.Name}: here it must end with 0");
                return NeedLevel.Completed;
            case "process_healthy" or "process_log_ready": return NeedLevel.Ready;
            default: return NeedLevel.Started;
        }
    }

    void Availability(ServiceDraft service, MapNode? availability)
    {
        var when = availability?.Text("restart");
        service.IsTask = isCompleted && when is not "always";
        if (when is "exit_on_failure") service.Notes.Add("`exit_on_failure`: the others are not ended with it");
        foreach (var key in new[] { "exit_on_end", "exit_on_skipped" })
            if (availability?.Text(key) == "true") service.Notes.Add($"`{key}`: the others are not ended with it");
        var word = when switch { "always" => "always", "on_failure" => "on-failure", _ => "never" };
        // Never is what a task does anyway.
        if (!(service.IsTask && word == "never")) service.Restart.Add(("when", word));
        if (word == "never") return;
        if (int.TryParse(availability!.Text("backoff_seconds"), out var backoff) && backoff is > 0 and < 999_999)
        {
            service.Restart.Add(("first", $"{backoff}s"));
            service.Restart.Add(("longest", $"{backoff}s"));
        }
        if (int.TryParse(availability.Text("max_restarts"), out var most) && most is > 0 and <= 1_000_000) service.Restart.Add(("tries", most));
    }

    static void Shutdown(ServiceDraft service, MapNode shutdown)
    {
        if (int.TryParse(shutdown.Text("signal"), out var signal) && signal is >= 1 and <= 64) service.Stop.Add(("signal", Configuration.Keys.Signals.Name(signal) is var name && int.TryParse(name, out var number) ? number : name));
        if (int.TryParse(shutdown.Text("timeout_seconds"), out var grace) && grace is >= 0 and < 999_999) service.Stop.Add(("grace", $"{grace}s"));
        if (shutdown.Text("command") is { } command) service.Notes.Add($"`shutdown.command: {Excerpt.Of(command)}`: a service is ended by a signal");
        if (shutdown.Text("parent_only") is "true" or "yes") service.Notes.Add("`parent_only`: all processes of a service are ended");
    }

    [GeneratedRegex(@"\{\{\s*\.(\w+)\s*\}\}", RegexOptions.None, 1000)]
    private static partial Regex GoTemplate();
}
