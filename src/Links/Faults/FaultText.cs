using Berth.Links.Results;
using Berth.Links.Specs;
using Berth.Links.Units;

namespace Berth.Links.Faults;

/// <summary>
/// Faults as text: "latency=200ms jitter=50ms bandwidth=1mbit direction=both". A kind begins a fault, its value is the kind's principal
/// parameter, and what follows belongs to it, up to the next kind. JSON and YAML name the same words one by one (<see cref="Create"/>).
/// </summary>
public static class FaultText
{
    /// <summary>What every fault takes beside its own parameters.</summary>
    public static IReadOnlyList<(string Name, string Unit, string Text)> Common { get; } =
    [
        ("name", "word", "what to call it; the kind by default"),
        ("direction", "up|down|both", "up is from the client to the service"),
        ("share", "share", "part of the connections that it applies to; all by default"),
        ("after", "duration or size", "when it begins in a connection: after a time, or after exactly so many bytes of the direction"),
    ];

    /// <summary>Reads one or more faults.</summary>
    /// <param name="readFile">Reads the file that a value names by <c>@FILE</c>; null where files are not read.</param>
    public static Outcome<IReadOnlyList<FaultSpec>> Parse(string text, Func<string, Outcome<string>>? readFile = null)
    {
        var faults = new List<FaultSpec>();
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = word.IndexOf('=');
            var (key, value) = equals < 0 ? (word, null) : (word[..equals], word[(equals + 1)..]);
            if (FaultCatalogue.Find(key) is { } kind)
            {
                faults.Add(new(kind));
                if (value is null) continue;
                if (kind.Parameters.Count == 0) return new Refusal($"{word}: {key} takes no value", $"Write {key}");
                key = kind.Parameters[0].Name;
            }
            if (faults.Count == 0) return UnknownKind(key);
            if (value is null) return new Refusal($"{key} has no value", $"Write {key}=...");
            if (value.StartsWith('@'))
            {
                if (readFile is null) return new Refusal($"{word}: files are not read here", "Give the values themselves");
                var content = readFile(value[1..]);
                if (content.IsRefused(out var unread)) return unread;
                value = content.Value;
            }
            if (Set(faults[^1], key, value) is var set && set.IsRefused(out var wrong)) return wrong;
            faults[^1] = set.Value;
        }
        if (faults.Count == 0) return new Refusal("no fault was named", $"Name one, such as latency=200ms; the kinds are {Kinds}");
        foreach (var fault in faults)
            if (Missing(fault) is { } missing) return missing;
        return Outcome<IReadOnlyList<FaultSpec>>.FromValue(faults);
    }

    /// <summary>One fault from the name of its kind and its parameters, as JSON and YAML have them.</summary>
    public static Outcome<FaultSpec> Create(string kind, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        if (FaultCatalogue.Find(kind) is not { } known) return UnknownKind(kind);
        var fault = new FaultSpec(known);
        foreach (var (key, value) in parameters)
        {
            var set = Set(fault, key, value);
            if (set.IsRefused(out var wrong)) return wrong;
            fault = set.Value;
        }
        return Missing(fault) is { } missing ? missing : fault;
    }

    /// <summary>The same fault with some parameters changed, the others as they are.</summary>
    public static Outcome<FaultSpec> Set(FaultSpec fault, string key, string value)
    {
        if (fault.Kind.Find(key) is { } parameter)
        {
            var parsed = parameter.Parse(value);
            return parsed.IsRefused(out var wrong) ? wrong : fault.Put(parameter, parsed.Value);
        }
        if (fault.Kind.IsOfOpening && key is "direction" or "after")
            return new Refusal($"{fault.Kind.Name} decides when a connection comes: it has no {key}", $"Leave {key} out");
        return key switch
        {
            "name" when value.Length is > 0 and <= 64 => fault with { Name = value },
            "name" => new Refusal("a fault's name has 1 to 64 letters", "Give another"),
            "direction" when value is "up" => fault with { Directions = Directions.Up },
            "direction" when value is "down" => fault with { Directions = Directions.Down },
            "direction" when value is "both" => fault with { Directions = Directions.Both },
            "direction" => new Refusal($"direction={value} is no direction", "Give up, down or both"),
            "share" when Quantity.TryShare(value, out var share) => fault with { Share = share },
            "share" => new Refusal($"share={value} is no part of the whole", "Give one from 0 to 1, or with %, such as 50%"),
            "after" when Quantity.TryDuration(value, out var time) => fault with { After = new(time, 0) },
            "after" when Quantity.TrySize(value, out var bytes) => fault with { After = new(default, bytes) },
            "after" => new Refusal($"after={value} is neither a duration nor a size", "Give one such as 5s or 64KB"),
            _ => new Refusal($"{fault.Kind.Name} has no parameter {key}", $"It has {Words(fault.Kind)}"),
        };
    }

    static Refusal? Missing(FaultSpec fault)
    {
        foreach (var parameter in fault.Kind.Parameters)
            if (parameter.IsRequired && fault.Text(parameter) is null)
                return new(
                    $"{fault.Kind.Name} needs {parameter.Name}",
                    $"Give it: {parameter.Name} is a {parameter.Unit}, {parameter.Text}");
        return null;
    }

    static Refusal UnknownKind(string name) => new($"{name} is no kind of fault", $"The kinds are {Kinds}");

    static string Kinds => string.Join(", ", FaultCatalogue.All.Select(static kind => kind.Name));

    static string Words(FaultKind kind) => string.Join(", ",
        kind.Parameters.Select(static parameter => parameter.Name)
            .Concat(Common.Select(static common => common.Name).Where(name => !kind.IsOfOpening || name is "name" or "share")));
}
