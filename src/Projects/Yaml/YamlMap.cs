using Berth.Engine.Spelling;
using YamlDotNet.RepresentationModel;

namespace Berth.Projects.Yaml;

/// <summary>
/// A mapping whose keys are asked for by name. Every mistake lands in one list with its place: a wrong kind of value, and, when
/// <see cref="Done"/> is called, each key that nobody asked for, with the name that is nearest to it.
/// </summary>
public sealed class YamlMap(string path, YamlMappingNode node, List<YamlProblem> problems)
{
    readonly Dictionary<string, (YamlScalarNode Key, YamlNode Value)> members = Members(path, node, problems);
    readonly List<string> asked = [];

    public int Line => (int)node.Start.Line;

    /// <summary>Null, with a problem, when the node is no mapping.</summary>
    public static YamlMap? Of(string path, YamlNode? node, string what, List<YamlProblem> problems)
    {
        if (node is YamlMappingNode map) return new YamlMap(path, map, problems);
        if (node is not null) problems.Add(At(path, node, $"{what} must be a list of `name: value` lines"));
        return null;
    }

    public YamlMap? Map(string key) => Take(key) is { } value ? Of(path, value, $"`{key}`", problems) : null;

    /// <summary>The items of a list of mappings; a wrong one is a problem and left out.</summary>
    public IEnumerable<YamlMap> Maps(string key)
    {
        if (Take(key) is not { } value) yield break;
        if (value is not YamlSequenceNode list)
        {
            problems.Add(At(path, value, $"`{key}` must be a list: each item begins with `- `"));
            yield break;
        }
        foreach (var item in list)
            if (Of(path, item, $"an item of `{key}`", problems) is { } map) yield return map;
    }

    /// <summary>A value as text; null when it is left out.</summary>
    public string? Text(string key)
    {
        switch (Take(key))
        {
            case null: return null;
            case YamlScalarNode { Value: { } text }: return text;
            case var other:
                problems.Add(At(path, other, $"`{key}` must be one value"));
                return null;
        }
    }

    public string? Required(string key)
    {
        if (!members.ContainsKey(key))
        {
            asked.Add(key);
            problems.Add(At(path, node, $"`{key}` is missing"));
            return null;
        }
        return Text(key);
    }

    /// <summary>One of the words; the first one when it is left out.</summary>
    public string Word(string key, params ReadOnlySpan<string> words)
    {
        if (Text(key) is not { } text) return words[0];
        foreach (var word in words)
            if (word == text) return word;
        Problem(key, $"`{key}: {text}` is not one of {string.Join(", ", words.ToArray())}");
        return words[0];
    }

    /// <summary>A problem with the value of a key.</summary>
    public void Problem(string key, string text) => problems.Add(At(path, members.TryGetValue(key, out var member) ? member.Value : node, text));

    /// <summary>Call it when all keys were asked for.</summary>
    public void Done()
    {
        foreach (var (name, (key, _)) in members)
        {
            if (asked.Contains(name)) continue;
            var near = asked.MinBy(known => EditDistance.Between(known, name));
            var hint = near is not null && EditDistance.Between(near, name) <= 2 ? $"; did you mean `{near}`?" : $"; known are {string.Join(", ", asked)}";
            problems.Add(At(path, key, $"`{name}` is not known here{hint}"));
        }
    }

    YamlNode? Take(string key)
    {
        if (!asked.Contains(key)) asked.Add(key);
        return members.TryGetValue(key, out var member) ? member.Value : null;
    }

    static Dictionary<string, (YamlScalarNode, YamlNode)> Members(string path, YamlMappingNode node, List<YamlProblem> problems)
    {
        var members = new Dictionary<string, (YamlScalarNode, YamlNode)>();
        foreach (var (key, value) in node.Children)
        {
            if (key is YamlScalarNode { Value: { } name } scalar) members.TryAdd(name, (scalar, value));
            else problems.Add(At(path, key, "a name must be plain text"));
        }
        return members;
    }

    static YamlProblem At(string path, YamlNode node, string text) => new(path, (int)Math.Max(1, node.Start.Line), (int)Math.Max(1, node.Start.Column), text);
}
