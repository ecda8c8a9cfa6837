using Berth.Engine.Services;
using Berth.Model.Addressing;
using Berth.Model.Services;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration;

/// <summary>`ready:` of a service.</summary>
sealed class ReadyReader(List<YamlProblem> problems)
{
    static readonly (string Name, ReadyKind Kind)[] kinds =
        [("http", ReadyKind.Http), ("tcp", ReadyKind.Tcp), ("exec", ReadyKind.Exec), ("log", ReadyKind.Log), ("notify", ReadyKind.Notify)];

    /// <summary>Null, with a problem, when it does not say how.</summary>
    public Readiness? Read(MapNode map, IReadOnlyList<PortDefinition> ports, Func<Node, ServiceCommand?> command)
    {
        var said = kinds.Where(kind => map[kind.Name] is not null).ToArray();
        if (said.Length == 0 && map.HasGaps) return null;
        // How long the readiness that a port gives may take.
        if (said.Length == 0 && (map["timeout"] ?? map["interval"]) is not null && map["status"] is null && map["port"] is null)
            return new Readiness(ReadyKind.Tcp) { Timeout = Durations.Of(map["timeout"]) ?? new Readiness(ReadyKind.Tcp).Timeout, Interval = Interval(map["interval"]) ?? new Readiness(ReadyKind.Tcp).Interval };
        if (said.Length != 1)
        {
            var text = said.Length == 0 ? "`ready` needs one of http, tcp, exec, log, notify" : $"`ready` takes one of http, tcp, exec, log, notify, not {string.Join(" and ", said.Select(static kind => kind.Name))}";
            problems.Add(YamlProblem.At(map.Place, text));
            return null;
        }
        var (name, kind) = said[0];
        foreach (var other in new[] { "status", "port" })
            if (map.Find(other) is { } member && kind != ReadyKind.Http) problems.Add(YamlProblem.At(member.Place, $"`{other}` goes with `http`{(other == "port" && kind == ReadyKind.Tcp ? "; write `tcp: NAME`" : "")}"));
        var value = map[name]!;
        var text1 = (value as TextNode)?.Text;
        if (kind is ReadyKind.Tcp or ReadyKind.Notify && value is TextNode { Kind: ScalarKind.Boolean } && !ProjectReader.IsTrue(value))
            problems.Add(YamlProblem.At(value.Place, $"`{name}: false` says nothing: leave `ready` out"));
        if (kind == ReadyKind.Log && !LogPattern.TryRead(text1!, out _, out var wrong)) problems.Add(YamlProblem.At(value.Place, $"`log` is no regular expression: {wrong}"));
        var portNode = kind == ReadyKind.Http ? map["port"] as TextNode : kind == ReadyKind.Tcp && value is TextNode { Kind: ScalarKind.Text } ? (TextNode)value : null;
        if (kind is ReadyKind.Http or ReadyKind.Tcp) CheckPort(name, value, portNode, ports);
        return new Readiness(kind)
        {
            Text = kind is ReadyKind.Http or ReadyKind.Log ? text1 : null,
            PortName = portNode?.Text,
            Status = map.Text("status") is { } status ? int.Parse(status) : null,
            Command = kind == ReadyKind.Exec ? command(value) : null,
            Timeout = Durations.Of(map["timeout"]) ?? new Readiness(kind).Timeout,
            Interval = Interval(map["interval"]) ?? new Readiness(kind).Interval,
        };
    }

    void CheckPort(string name, Node value, TextNode? port, IReadOnlyList<PortDefinition> ports)
    {
        var tcp = ports.Where(static one => one.Protocol == Protocol.Tcp).ToArray();
        if (tcp.Length == 0) problems.Add(YamlProblem.At(value.Place, $"`{name}` needs a port to ask: give the service one, such as `port: auto`"));
        else if (port is not null && tcp.All(one => one.Name != port.Text))
            problems.Add(YamlProblem.At(port.Place, $"there is no TCP port {Excerpt.Of(port.Text)}{Engine.Spelling.Nearest.Hint(port.Text, [.. tcp.Select(static one => one.Name)])}"));
    }

    TimeSpan? Interval(Node? node)
    {
        if (Durations.Of(node) is not { } interval) return null;
        if (interval >= TimeSpan.FromMilliseconds(10)) return interval;
        problems.Add(YamlProblem.At(node!.Place, "`interval` is at least 10ms"));
        return null;
    }
}
