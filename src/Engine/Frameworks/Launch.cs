using Berth.Model.Processes;

namespace Berth.Engine.Frameworks;

/// <summary>What a command line runs, taken apart by whole arguments and path components.</summary>
/// <param name="Program">The program's file name without ".exe" and version: "python" for /usr/bin/python3.12.</param>
/// <param name="Title">The first word where the process wrote itself a title ("next-server (v15.1)"), else <paramref name="Program"/>.</param>
/// <param name="Script">For an interpreter: the file it runs, or null.</param>
/// <param name="Module">For "python -m": the module, or null.</param>
/// <param name="Package">The npm package (scope included) or npm binary that the script belongs to, or null.</param>
/// <param name="IsTitled">The process wrote itself a title over its command line: what it was started with is not known.</param>
/// <param name="Rest">Where the arguments after the program, script or module begin.</param>
sealed record Launch(string Program, string Title, string? Script, string? Module, string? Package, bool IsTitled, IReadOnlyList<string> Arguments, int Rest)
{
    public static Launch? Of(ProcessFacts process)
    {
        var arguments = process.Arguments.Value ?? [];
        var path = arguments.Count > 0 && arguments[0].Length > 0 ? arguments[0] : process.Executable.Value ?? "";
        if (path.Length == 0) return null;
        var title = path.AsSpan();
        if (title.IndexOf(' ') is > 0 and var space) title = title[..space];
        var program = ProgramName(title.TrimEnd(':'));
        var at = 1;
        string? script = null, module = null;
        if (IsInterpreter(program))
        {
            at = SkipOptions(program, arguments);
            if (at < arguments.Count && arguments[at] == "-m" && program == "python")
            {
                module = at + 1 < arguments.Count ? arguments[at + 1] : null;
                at += 2;
            }
            else if (at < arguments.Count && !arguments[at].StartsWith('-'))
            {
                script = arguments[at++];
            }
        }
        var name = title.TrimEnd(':').ToString();
        // Node's process.title: the first word is then what runs, mostly by the name of its command ("webpack", "ng serve").
        var isTitled = process.Executable.Value is { } file && ProgramName(file) is "node" or "nodejs" or "bun" && !IsInterpreter(program) && !path.StartsWith('/');
        return new Launch(program, name, script, module, isTitled ? name : NodePackage(script ?? path), isTitled, arguments, at);
    }

    public bool HasOption(string prefix)
    {
        for (var i = 1; i < Arguments.Count; i++)
            if (Arguments[i].StartsWith(prefix, StringComparison.Ordinal)) return true;
        return false;
    }

    /// <summary>The first argument after the script, such as "runserver"; null when there is none.</summary>
    public string? Verb => Rest < Arguments.Count ? Arguments[Rest] : null;

    /// <summary>The file name of the script, without its directory.</summary>
    public string ScriptName => FileName(Script).ToString();

    static bool IsInterpreter(string program) =>
        program is "node" or "nodejs" or "bun" or "deno" or "python" or "ruby" or "php" or "perl" or "dotnet" or "java" or "sh" or "bash";

    // python3.12, php8.2, ruby3.1, postgres-16 and node.exe: the name without version and extension.
    static string ProgramName(ReadOnlySpan<char> path)
    {
        var name = FileName(path);
        if (name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase)) name = name[..^4];
        var bare = name.TrimEnd("0123456789.-");
        return (bare.IsEmpty ? name : bare).ToString();
    }

    static ReadOnlySpan<char> FileName(ReadOnlySpan<char> path) => path[(Math.Max(path.LastIndexOf('/'), path.LastIndexOf('\\')) + 1)..];

    // The first argument that is not an option of the interpreter itself.
    static int SkipOptions(string program, IReadOnlyList<string> arguments)
    {
        var at = 1;
        while (at < arguments.Count && arguments[at].StartsWith('-') && arguments[at] != "-m")
            at += TakesValue(program, arguments[at]) ? 2 : 1;
        if (program is "bun" or "deno" && at < arguments.Count && arguments[at] is "run" or "x") at++;
        return at;
    }

    // Options whose value is the next argument, which would else pass for the script.
    static bool TakesValue(string program, string option) => program switch
    {
        "node" or "nodejs" => option is "-r" or "--require" or "--import" or "--loader" or "--experimental-loader" or "-C" or "--conditions",
        "python" => option is "-W" or "-X",
        "ruby" => option is "-I" or "-r" or "-C",
        "php" => option is "-d" or "-c",
        "java" => option is "-cp" or "-classpath" or "--class-path" or "-p" or "--module-path" or "--add-modules",
        "bun" or "deno" => option is "-r" or "--preload" or "--cwd" or "--config",
        _ => false,
    };

    // The component after the LAST node_modules: pnpm and nested packages repeat it. A binary's link has ".bin" there.
    static string? NodePackage(ReadOnlySpan<char> path)
    {
        const string folder = "node_modules";
        var at = path.LastIndexOf(folder);
        if (at < 0 || (at > 0 && path[at - 1] is not ('/' or '\\'))) return null;
        var rest = path[(at + folder.Length)..];
        if (rest is not ['/' or '\\', ..]) return null;
        rest = rest[1..];
        var end = rest.IndexOfAny('/', '\\');
        if (end < 0) return null;
        var first = rest[..end];
        if (first is not ['@', ..] && first is not ".bin") return first.ToString();
        var tail = rest[(end + 1)..];
        var second = tail.IndexOfAny('/', '\\') is >= 0 and var stop ? tail[..stop] : tail;
        return first is ".bin" ? second.ToString() : $"{first}/{second}";
    }
}
