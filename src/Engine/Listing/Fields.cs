using Berth.Engine.Spelling;
namespace Berth.Engine.Listing;

/// <summary>Every field there is. A new one is one entry in the table of its group.</summary>
public static partial class Fields
{
    public static IReadOnlyList<Field> All { get; } = [.. OfEndpoint, .. OfOwner, .. OfPeer, .. OfSocket, .. OfSpeech];

    /// <summary>By name or alias; '-' stands for '_', and case does not matter.</summary>
    public static bool TryFind(ReadOnlySpan<char> name, out Field field)
    {
        foreach (var candidate in All)
        {
            field = candidate;
            if (Same(name, candidate.Name)) return true;
            foreach (var alias in candidate.Aliases)
                if (Same(name, alias)) return true;
        }
        field = null!;
        return false;
    }

    /// <summary>The field that is named so.</summary>
    /// <exception cref="ArgumentException">There is none: the name is part of the program, not the user's.</exception>
    public static Field Get(string name) =>
        TryFind(name, out var field) ? field : throw new ArgumentException($"No field is named '{name}'.", nameof(name));

    /// <summary>The name a person may have meant, for "did you mean"; null when nothing is near.</summary>
    public static string? Nearest(ReadOnlySpan<char> name)
    {
        var (best, nearest) = (Math.Max(1, name.Length / 3) + 1, (string?)null);
        foreach (var field in All)
        {
            Consider(name, field.Name, field.Name, ref best, ref nearest);
            foreach (var alias in field.Aliases) Consider(name, alias, field.Name, ref best, ref nearest);
        }
        return nearest;
    }

    /// <summary>What a table shows too where there is room, when nobody asked for columns.</summary>
    public static IReadOnlyList<Field> SpareColumns(RowKind kind) => kind switch
    {
        RowKind.Listener => Named("user", "branch", "common_use"),
        RowKind.Bound => Named("lease", "user"),
        RowKind.Unix => Named("user"),
        _ => [],
    };

    /// <summary>What a program gets beside those, when it asks for none: what the table folds into one cell, apart.</summary>
    public static IReadOnlyList<Field> DataColumns(RowKind kind) => kind switch
    {
        RowKind.Listener => Named("user", "branch", "service", "family", "process", "command", "worktree", "container", "unit", "count"),
        RowKind.Connection => Named("peer_pid", "process", "container", "unit", "user"),
        RowKind.Bound => Named("lease", "user", "process", "command", "container", "unit"),
        _ => Named("user", "process", "command", "container", "unit"),
    };

    /// <summary>What a program gets beside those when services are asked what they speak.</summary>
    public static IReadOnlyList<Field> SpeechColumns => Named("speaks", "speaks_protocol", "speaks_product", "speaks_version", "speaks_login", "speaks_unusual");

    /// <summary>What a table shows when nobody asked for columns.</summary>
    public static IReadOnlyList<Field> DefaultColumns(RowKind kind) => kind switch
    {
        RowKind.Connection => Named("protocol", "address", "port", "peer", "state", "owner", "pid", "peer_process"),
        RowKind.Bound => Named("port", "protocol", "address", "owner", "pid", "project", "uptime"),
        RowKind.Unix => Named("path", "protocol", "state", "owner", "pid", "project"),
        _ => Named("port", "protocol", "address", "reach", "owner", "pid", "project", "framework", "uptime"),
    };

    static Field[] Named(params string[] names)
    {
        var fields = new Field[names.Length];
        for (var i = 0; i < names.Length; i++) fields[i] = Get(names[i]);
        return fields;
    }

    static bool Same(ReadOnlySpan<char> typed, string name)
    {
        if (typed.Length != name.Length) return false;
        for (var i = 0; i < name.Length; i++)
            if (name[i] != (typed[i] == '-' ? '_' : char.ToLowerInvariant(typed[i]))) return false;
        return true;
    }

    static void Consider(ReadOnlySpan<char> typed, string candidate, string name, ref int best, ref string? nearest)
    {
        var distance = EditDistance.Between(typed, candidate);
        if (distance < best) (best, nearest) = (distance, name);
    }
}
