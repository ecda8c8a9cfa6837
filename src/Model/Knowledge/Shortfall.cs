namespace Berth.Model.Knowledge;

/// <summary>Something the snapshot could not see, said in one line, with the command that would show it.</summary>
/// <param name="What">For example "3 listeners belong to other users: their processes are hidden".</param>
/// <param name="Remedy">A command to run, or null when nothing helps.</param>
public sealed record Shortfall(string What, string? Remedy)
{
    /// <summary>What it keeps from view: an answer about one port may say it already, or not rest on it.</summary>
    public ShortfallKind Kind { get; init; }
}

public enum ShortfallKind : byte
{
    Other,

    /// <summary>Holders of sockets.</summary>
    Owners,

    /// <summary>Other network namespaces.</summary>
    Namespaces,
}
