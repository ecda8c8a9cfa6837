namespace Berth.Daemon.Traffic;

/// <summary>Who holds the client's end of a connection.</summary>
/// <param name="Text">"psql (pid 4242)", or why it is not known.</param>
sealed record Caller(string Text, int? Pid, string? Process)
{
    public static Caller Gone { get; } = new("a program that had gone before it was looked for", null, null);

    public static Caller TooMany { get; } = new("not looked for: too many connections came at once", null, null);
}
