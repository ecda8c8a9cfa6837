namespace Berth.Engine.Frameworks;

/// <summary>Programs that start others with an environment of their own choice: PORT may be lost on the way.</summary>
public static class DroppedVariables
{
    /// <summary>Who does, and what to do: a clause; null when nobody on the way is known to.</summary>
    /// <param name="words">The command that runs in the end: <see cref="PortFlags.Innermost"/>.</param>
    public static string? Reason(IReadOnlyList<string> words)
    {
        if (words.Count == 0) return null;
        return words[0][(words[0].LastIndexOf('/') + 1)..] switch
        {
            // Strict mode, the default since 2.0 (turborepo.com, "Using environment variables").
            "turbo" when !words.Any(static word => word is "--env-mode=loose") && !HasPair(words, "--env-mode", "loose") =>
                "turbo hands on only variables that turbo.json names: add PORT to globalPassThroughEnv, or set TURBO_ENV_MODE=loose",
            "sudo" when !words.Any(static word => word is "-E" or "--preserve-env" || word.StartsWith("--preserve-env=", StringComparison.Ordinal)) =>
                "sudo hands on few variables: sudo --preserve-env=HOST,PORT",
            _ => null,
        };
    }

    static bool HasPair(IReadOnlyList<string> words, string option, string value)
    {
        for (var i = 0; i + 1 < words.Count; i++)
            if (words[i] == option && words[i + 1] == value) return true;
        return false;
    }
}
