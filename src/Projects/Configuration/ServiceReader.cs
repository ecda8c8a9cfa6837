using Berth.Engine.Templates;
using Berth.Model.Services;
using Berth.Projects.Configuration.Checks;
using Berth.Projects.Configuration.Keys;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration;

/// <summary>One service of berth.yaml.</summary>
/// <param name="tasks">The names of those that end by themselves.</param>
sealed class ServiceReader(string root, EnvironmentReader environment, List<YamlProblem> problems, List<Mention> mentions, IReadOnlySet<string> tasks)
{
    /// <summary>Null when its command cannot be read; the problem is told.</summary>
    public ServiceDefinition? Read(Member member)
    {
        var map = (MapNode)member.Value;
        var command = map["run"] is { } run ? Command(run, member.Name) : null;
        var ports = PortsReader.Read(map, problems);
        var isTask = tasks.Contains(member.Name);
        var service = new ServiceDefinition(member.Name, command ?? new ServiceCommand([""], null))
        {
            Directory = Folder(map["dir"] as TextNode),
            Environment = environment.Read(map, member.Name),
            EnvironmentFiles = environment.Files(map),
            Ports = ports,
            Needs = Needs(map["needs"]),
            Ready = map.Map("ready") is { } ready ? new ReadyReader(problems).Read(ready, ports, node => Command(node, member.Name)) : null,
            Restart = PolicyOf(map, isTask),
            Stop = Stop(map.Map("stop")),
            Watch = Watch(map["watch"]),
            IsTask = isTask,
            Profiles = map.Texts("profiles"),
            Line = member.Place.Line,
        };
        return command is null ? null : service;
    }

    ServiceCommand? Command(Node node, string service)
    {
        if (node is ListNode list)
        {
            foreach (var word in list.Items.OfType<TextNode>()) mentions.Add(new Mention(service, word.Text, IsShell: false, word.Place));
            return new ServiceCommand([.. list.Items.OfType<TextNode>().Select(static word => word.Text)], null);
        }
        var text = (TextNode)node;
        var command = CommandText.Read(text.Text, leavesVariables: false, out var problem);
        if (problem is not null) problems.Add(YamlProblem.At(text.Place, problem));
        if (command?.Shell is { } shell) mentions.Add(new Mention(service, shell, IsShell: true, text.Place));
        foreach (var word in command?.Words ?? []) mentions.Add(new Mention(service, word, IsShell: false, text.Place));
        return command;
    }

    string Folder(TextNode? dir)
    {
        if (dir is null) return root;
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(dir.Text, root));
        if (folder != root && !folder.StartsWith(root == "/" ? root : $"{root}/", StringComparison.Ordinal))
            problems.Add(YamlProblem.At(dir.Place, $"`dir: {Excerpt.Of(dir.Text)}` leaves the project's folder. Put berth.yaml into the folder above both"));
        return folder;
    }

    Need[] Needs(Node? node) => node switch
    {
        null => [],
        MapNode map => [.. map.Members.Select(static one => new Need(one.Name, ((TextNode)one.Value).Text switch { "started" => NeedLevel.Started, "completed" => NeedLevel.Completed, _ => NeedLevel.Ready }))],
        TextNode one => [Usual(one.Text)],
        _ => [.. ((ListNode)node).Items.OfType<TextNode>().Select(one => Usual(one.Text)).Distinct()],
    };

    Need Usual(string name) => new(name, tasks.Contains(name) ? NeedLevel.Completed : NeedLevel.Ready);

    RestartPolicy PolicyOf(MapNode map, bool isTask)
    {
        var usual = isTask ? RestartPolicy.Never : RestartPolicy.OnFailure;
        var details = map.Map("restart");
        var when = details is null ? map["restart"] as TextNode : details["when"] as TextNode;
        if (isTask && when is { Text: "always" })
            problems.Add(YamlProblem.At(when.Place, "a task is done when it has ended: it cannot restart always. Leave `task` out, or write `restart: on-failure`"));
        var policy = usual with { When = when?.Text switch { "never" => RestartWhen.Never, "on-failure" => RestartWhen.OnFailure, "always" => RestartWhen.Always, _ => details is null ? usual.When : RestartWhen.OnFailure } };
        if (details is null) return policy;
        policy = policy with
        {
            First = Durations.Of(details["first"]) ?? usual.First,
            Longest = Durations.Of(details["longest"]) ?? usual.Longest,
            Tries = details.Text("tries") is { } tries ? int.Parse(tries) : usual.Tries,
        };
        if (details["longest"] is null && policy.Longest < policy.First) return policy with { Longest = policy.First };
        if (policy.First > policy.Longest) problems.Add(YamlProblem.At((details["longest"] ?? details["first"])!.Place, "`longest` is shorter than `first`"));
        return policy;
    }

    static StopPolicy Stop(MapNode? map) =>
        new(map?.Text("signal") is { } signal ? Signals.Find(signal)!.Value : StopPolicy.Default.Signal, Durations.Of(map?["grace"]) ?? StopPolicy.Default.Grace);

    static WatchPolicy? Watch(Node? node) => node switch
    {
        null => null,
        MapNode map => new WatchPolicy(map.Texts("paths"), map.Texts("ignore")),
        TextNode one => new WatchPolicy([one.Text], []),
        _ => new WatchPolicy([.. ((ListNode)node).Items.OfType<TextNode>().Select(static one => one.Text)], []),
    };
}
