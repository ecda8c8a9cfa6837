namespace Berth.Projects.Import;

/// <summary>Names that others wrote as names of services.</summary>
sealed class ImportedNames
{
    readonly Dictionary<string, string> byWritten = [];
    int anothers;

    /// <summary>Another name each time, also for the same one.</summary>
    public string Another(string written) => byWritten.ContainsKey(written) ? Of($"{written}-{++anothers + 1}") : Of(written);

    /// <summary>Small letters, digits, - and _; unique; the same for the same name.</summary>
    public string Of(string written)
    {
        if (byWritten.TryGetValue(written, out var known)) return known;
        var name = string.Concat(written.ToLowerInvariant().Select(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' ? character : '-')).Trim('-', '_');
        if (name.Length == 0) name = "service";
        name = name[..Math.Min(name.Length, 60)];
        var unique = name;
        for (var i = 2; byWritten.ContainsValue(unique) || byWritten.Values.Any(other => other.Replace('_', '-') == unique.Replace('_', '-')); i++) unique = $"{name}-{i}";
        return byWritten[written] = unique;
    }
}
