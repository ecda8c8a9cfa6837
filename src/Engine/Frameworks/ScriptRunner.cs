namespace Berth.Engine.Frameworks;

/// <summary>`npm run dev` and its kin: a script of package.json by its name.</summary>
/// <param name="Arguments">What is passed on to the script already.</param>
/// <param name="NeedsDashes">Words that are added behind need `--` first to reach the script.</param>
sealed record ScriptRunner(string Script, IReadOnlyList<string> Arguments, bool NeedsDashes)
{
    // Commands of the package managers that a script of the same name does not shadow.
    static readonly HashSet<string> commands =
        ["install", "i", "add", "remove", "exec", "dlx", "x", "create", "init", "publish", "link", "up", "upgrade", "update", "why", "list", "ls", "ci", "audit", "build-info", "workspace", "workspaces", "run-script"];

    // They say another folder, whose package.json is not the one that is asked.
    static readonly string[] elsewhere = ["--prefix", "-C", "--dir", "--filter", "-F", "--workspace", "-w", "--cwd", "-r", "--recursive", "--workspaces"];

    public static ScriptRunner? Of(IReadOnlyList<string> words)
    {
        if (words.Count < 2) return null;
        var program = words[0][(words[0].LastIndexOf('/') + 1)..];
        if (program is not ("npm" or "pnpm" or "yarn" or "bun")) return null;
        var at = Next(words, 1);
        if (at < 0) return null;
        if (words[at] is "run" or "run-script") at = Next(words, at + 1);
        else if (program == "npm" ? words[at] is not ("start" or "test") : commands.Contains(words[at])) return null;
        if (at < 0 || elsewhere.Any(option => words.Any(word => word == option || word.StartsWith($"{option}=", StringComparison.Ordinal)))) return null;
        var rest = words.Skip(at + 1).ToList();
        // npm hands on what follows --; the others hand on everything, and pnpm even the dashes.
        if (program != "npm") return new ScriptRunner(words[at], rest, NeedsDashes: false);
        var dashes = rest.IndexOf("--");
        return new ScriptRunner(words[at], dashes < 0 ? [] : rest[(dashes + 1)..], NeedsDashes: dashes < 0);
    }

    static int Next(IReadOnlyList<string> words, int at)
    {
        while (at < words.Count && words[at].StartsWith('-')) at++;
        return at < words.Count ? at : -1;
    }
}
