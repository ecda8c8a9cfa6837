namespace Berth.Probes.Rights;

/// <summary>How this program is called as root, so that the command works as it is typed.</summary>
public static class AsRoot
{
    const string Usual = "sudo berth";

    // sudo looks for programs here (secure_path in Debian's and Fedora's sudoers), not in the caller's PATH.
    static readonly string[] folders = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    /// <summary>"sudo berth" where sudo finds a berth; else with the whole path of this one. A file is looked for in each of its folders, once, when somebody
    /// asks: not root, who never needs it.</summary>
    public static string Berth => field ??= Of(Environment.ProcessPath, Array.Exists(folders, static folder => File.Exists($"{folder}/berth")));

    /// <summary>The same for a user: root is asked for nothing, so nothing is looked for.</summary>
    internal static string For(uint user) => user == 0 ? Usual : Berth;

    /// <summary>`ls 3000` becomes "sudo berth ls 3000".</summary>
    public static string With(string words) => $"{Berth} {words}";

    internal static string Of(string? program, bool isFound) => isFound || Command(program) is not { } path ? Usual : $"sudo {Quoted(path)}";

    // berthd has berth beside it. A runtime that runs berth.dll has another name: then nothing better is known.
    static string? Command(string? program) => Path.GetFileName(program) switch
    {
        "berth" => program,
        "berthd" => $"{Path.GetDirectoryName(program)}/berth",
        _ => null,
    };

    static string Quoted(string path)
    {
        foreach (var c in path)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or '/' or '+' or '@'))
                return $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
        return path;
    }
}
