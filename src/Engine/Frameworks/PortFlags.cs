using Berth.Model.Addressing;
using Berth.Model.Services;

namespace Berth.Engine.Frameworks;

/// <summary>What a server that does not read PORT is told beside: its words with options added, and variables.</summary>
/// <param name="Words">As they were when nothing needs to be added.</param>
/// <param name="Variables">Not to be laid over what the user set.</param>
public sealed record PortFlags(IReadOnlyList<string> Words, IReadOnlyList<EnvironmentEntry> Variables)
{
    // npm run dev -> vite is one; some scripts call scripts.
    const int Deepest = 5;

    /// <summary>Never touches a command that says a port already, or that is no server we know.</summary>
    /// <param name="words">The program and its arguments.</param>
    /// <param name="host">An address to bind, or a name.</param>
    /// <param name="packageScript">The text of a script of package.json in the folder where the command runs; null for none.</param>
    public static PortFlags Apply(IReadOnlyList<string> words, string host, Port port, Func<string, string?> packageScript)
    {
        var nothing = new PortFlags(words, []);
        if (words.Count == 0 || Added(words, host, port, packageScript, 0) is not { } added) return nothing;
        // What follows -- is for the program that the server runs.
        var end = ScriptRunner.Of(words) is null && words.Skip(1).ToList().IndexOf("--") is var dashes and >= 0 ? dashes + 1 : words.Count;
        return new PortFlags(added.Words.Count == 0 ? words : [.. words.Take(end), .. added.Words, .. words.Skip(end)], added.Variables);
    }

    /// <summary>The command that runs in the end, behind `npx`, `bundle exec` and scripts of package.json; the words themselves when nothing is in between.</summary>
    public static IReadOnlyList<string> Innermost(IReadOnlyList<string> words, Func<string, string?> packageScript)
    {
        for (var depth = 0; depth <= Deepest; depth++)
        {
            words = Wrappers.Inner(words);
            if (words.Count == 0 || ScriptRunner.Of(words) is not { } runner) return words;
            if (packageScript(runner.Script) is not { } text || ScriptText.LastCommand(text) is not { } inner) return words;
            words = [.. inner, .. runner.Arguments];
        }
        return words;
    }

    // What is to stand behind the words; null: nothing.
    static PortFlags? Added(IReadOnlyList<string> words, string host, Port port, Func<string, string?> packageScript, int depth)
    {
        words = Wrappers.Inner(words);
        if (words.Count == 0 || depth > Deepest) return null;
        if (ScriptRunner.Of(words) is not { } runner) return Of(words, host, port);
        if (packageScript(runner.Script) is not { } text || ScriptText.LastCommand(text) is not { } inner) return null;
        if (inner.Contains("--") || Added([.. inner, .. runner.Arguments], host, port, packageScript, depth + 1) is not { } added) return null;
        return runner.NeedsDashes && added.Words.Count > 0 ? added with { Words = ["--", .. added.Words] } : added;
    }

    static PortFlags? Of(IReadOnlyList<string> words, string host, Port port)
    {
        if (ServerCommand.Of(words) is not { IsLeftAlone: false } server || (server.HeedsPort && server.HeedsHost)) return null;
        if (HasOption(words, [.. server.PortOptions, .. server.BindOptions, .. server.ElsewhereOptions]) || HasPlace(words, server)) return null;
        var address = host.Contains(':') ? $"[{host}]" : host;
        var variables = server.Variables.Select(one => new EnvironmentEntry(one.Name, one.Value.Replace("{port}", port.ToString(), StringComparison.Ordinal).Replace("{host}", address, StringComparison.Ordinal)));
        if (server.Variables.Count > 0) return new PortFlags([], [.. variables]);

        var hasHost = HasOption(words, server.HostOptions);
        var added = new List<string>();
        if (server.PortFollows is not null) added.Add(server.TakesAddressThere ? $"{address}:{port}" : port.ToString());
        else if (server.PortOptions.Count > 0) Option(server.PortOptions[0], port.ToString());
        else Option(server.BindOptions[0], $"{server.BindPrefix}{address}:{port}");
        if (server.HostOptions.Count > 0 && !hasHost) Option(server.HostOptions[0], host);
        foreach (var word in server.Strictly)
            if (!words.Contains(word)) added.Add(word);
        return new PortFlags(added, []);

        void Option(string name, string value)
        {
            if (server.JoinsValues) added.Add($"{name}={value}");
            else added.AddRange([name, value]);
        }
    }

    // --port 3000, --port=3000, -p 3000, -p3000.
    static bool HasOption(IReadOnlyList<string> words, IReadOnlyList<string> names) =>
        words.Any(word => names.Any(name => word == name || word.StartsWith($"{name}=", StringComparison.Ordinal) || (name.Length == 2 && word.StartsWith(name, StringComparison.Ordinal) && word.Length > 2 && !char.IsAsciiLetter(word[2]))));

    // The port stands behind the verb already: "runserver 8000", "http.server 8000".
    static bool HasPlace(IReadOnlyList<string> words, ServerCommand server) =>
        server.PortFollows is { } verb && words.SkipWhile(word => word != verb).Skip(1).Any(static word => !word.StartsWith('-') && (char.IsAsciiDigit(word[0]) || word.Contains(':') || word.Contains('$')));
}
