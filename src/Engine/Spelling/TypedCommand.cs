namespace Berth.Engine.Spelling;

/// <summary>The arguments of a process as a person would type them, so that `a b` is told from `a` and `b`.</summary>
static class TypedCommand
{
    /// <summary>One argument alone stands as it is: mostly it is the title that a program gave itself. Null for none.</summary>
    public static string? Of(IReadOnlyList<string> arguments) => arguments.Count switch
    {
        0 => null,
        1 => arguments[0],
        _ => string.Join(' ', arguments.Select(ShellWord.Of)),
    };
}
