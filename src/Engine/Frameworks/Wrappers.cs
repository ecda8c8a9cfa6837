using Berth.Engine.Templates;

namespace Berth.Engine.Frameworks;

/// <summary>Programs that run another command as it is: npx, uv run, bundle exec, env.</summary>
static class Wrappers
{
    // Their options that take a value, so that it is not taken for the command.
    static readonly HashSet<string> withValue = ["-p", "--package", "-c", "--call", "--with", "--python", "--extra", "--group", "--env-file", "--project", "--directory", "-u", "-C"];

    /// <summary>The command that is run in the end; the words themselves when nothing wraps it.</summary>
    public static IReadOnlyList<string> Inner(IReadOnlyList<string> words)
    {
        while (Skipped(words) is > 0 and var skip)
        {
            while (skip < words.Count && (words[skip].StartsWith('-') || CommandText.IsAssignment(words[skip])))
                skip += withValue.Contains(words[skip]) ? 2 : 1;
            words = [.. words.Skip(skip)];
        }
        return words;
    }

    static int Skipped(IReadOnlyList<string> words)
    {
        if (words.Count < 2) return 0;
        var (program, verb) = (words[0][(words[0].LastIndexOf('/') + 1)..], words[1]);
        return program switch
        {
            "npx" or "bunx" or "pnpx" or "uvx" or "env" or "cross-env" or "exec" or "nohup" or "time" => 1,
            "npm" when verb is "exec" or "x" => 2,
            "pnpm" or "yarn" when verb is "exec" or "dlx" => 2,
            "bun" when verb is "x" => 2,
            "bun" when verb == "--bun" => 1,
            "uv" or "poetry" or "pipenv" or "rye" or "pdm" or "hatch" when verb == "run" => 2,
            "bundle" when verb == "exec" => 2,
            "dotenv" or "dotenvx" when words.Contains("--") => words.ToList().IndexOf("--") + 1,
            _ => 0,
        };
    }
}
