using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using Berth.Linux.Processes;

namespace Berth.Supervision.Starting;

/// <summary>
/// How a service is started: the daemon starts itself once more with these words; that process enters the control group, connects
/// its output, and becomes the service. The environment comes by stdin, where nobody else can see it; its end is marked, so that a process whose
/// starter was killed does not take a part of it for the whole, and ends.
/// </summary>
[SupportedOSPlatform("linux")]
public static class EntryWords
{
    const string Mark = "--service", Nothing = "-", Open = "open", Ended = "ended", End = "--";
    const int CannotRun = 126, NotFound = 127; // as shells end (POSIX, 2.8.2)
    const int NoSuchFile = 2, NoFolder = 20; // ENOENT, ENOTDIR

    internal static IReadOnlyList<string> For(string? entrance, uint? user, string output, bool openInput, IReadOnlyList<string> command) =>
        [Mark, entrance ?? Nothing, user?.ToString(CultureInfo.InvariantCulture) ?? Nothing, output, openInput ? Open : Ended, End, .. command];

    internal static byte[] Environment(IReadOnlyDictionary<string, string> variables)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in variables)
            if (!name.Contains('\0') && !value.Contains('\0')) text.Append(name).Append('=').Append(value).Append('\0');
        return Encoding.UTF8.GetBytes(text.Append('\0').ToString());
    }

    public static bool Are(string[] words) => words is [Mark, _, _, _, Open or Ended, End, _, ..];

    /// <summary>Returns only when the service could not be run: the exit code. Why is reported to the starter, and written to its output.</summary>
    public static int Become(string[] words)
    {
        using var report = EntryReport.Keep();
        if (ReadEnvironment() is not { } environment) return CannotRun;
        var entrance = words[1] == Nothing ? null : words[1];
        var user = uint.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (uint?)null;
        var failure = ServiceEntry.Become(entrance, user, words[3], words[4] == Open, environment, words[6..], out var error);
        var (code, problem) = failure switch
        {
            CommandFailure.Output => (CannotRun, $"its output cannot be connected to {words[3]}: {error}"),
            CommandFailure.Group => (CannotRun, $"its control group {entrance} does not take it in: {error}"),
            CommandFailure.User => (CannotRun, $"it could not be given the rights of user {user}: {error}"),
            _ when error.Number is NoSuchFile or NoFolder => (NotFound, $"{words[6]} was not found; PATH is that of the shell that `berth up` was run in"),
            _ => (CannotRun, $"{words[6]} cannot be run: {error}"),
        };
        report.Fail(problem);
        Console.Error.WriteLine($"berth: {problem}");
        return code;
    }

    /// <summary>Null when it ends in the middle.</summary>
    internal static string[]? ReadEnvironment(Stream input)
    {
        using var all = new MemoryStream();
        input.CopyTo(all);
        var text = Encoding.UTF8.GetString(all.GetBuffer(), 0, (int)all.Length);
        // An entry holds no zero and is not empty: only the mark is.
        return text == "\0" || text.EndsWith("\0\0", StringComparison.Ordinal) ? text.Split('\0', StringSplitOptions.RemoveEmptyEntries) : null;
    }

    static string[]? ReadEnvironment()
    {
        using var input = Console.OpenStandardInput();
        return ReadEnvironment(input);
    }
}
