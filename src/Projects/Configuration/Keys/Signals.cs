namespace Berth.Projects.Configuration.Keys;

/// <summary>The signals that may ask a service to end, by name; numbers of signal(7), the same on x86-64 and arm64.</summary>
static class Signals
{
    static readonly (string Name, int Number)[] all =
    [
        ("SIGTERM", 15), ("SIGINT", 2), ("SIGQUIT", 3), ("SIGHUP", 1), ("SIGUSR1", 10), ("SIGUSR2", 12), ("SIGKILL", 9), ("SIGABRT", 6), ("SIGALRM", 14), ("SIGWINCH", 28), ("SIGPWR", 30),
    ];

    /// <summary>With and without SIG.</summary>
    public static IEnumerable<string> Words => [.. all.Select(static one => one.Name), .. all.Select(static one => one.Name[3..])];

    /// <summary>Null for a name or number that is none.</summary>
    public static int? Find(string text)
    {
        if (int.TryParse(text, out var number) && number is >= 1 and <= 64) return number;
        foreach (var (name, value) in all)
            if (text == name || text == name[3..]) return value;
        return null;
    }

    public static string Name(int number) => Array.Find(all, one => one.Number == number).Name ?? number.ToString();
}
