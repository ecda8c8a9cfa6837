namespace Berth.Audit.Rules.Processes;

/// <summary>Recognises arguments that carry a secret, and names them without it.</summary>
static class SecretArgument
{
    static readonly string[] words = ["password", "passwd", "secret", "token", "api-key", "apikey", "api_key", "access-key", "requirepass"];
    static readonly string[] notSecret = ["file", "path", "dir", "type", "length", "expir", "ttl", "no-", "disable"];

    /// <summary>"--password" or "postgres://user:...@" for each argument that shows a secret.</summary>
    public static IEnumerable<string> Names(IReadOnlyList<string> arguments)
    {
        for (var i = 1; i < arguments.Count; i++)
            if (InUrl(arguments[i]) is { } url) yield return url;
            else if (Option(arguments, i) is { } option) yield return option.Name;
    }

    /// <summary>The command line without the secrets, for evidence.</summary>
    public static string Shown(IEnumerable<string> commandLine)
    {
        string[] arguments = [.. commandLine];
        for (var i = 1; i < arguments.Length; i++)
        {
            if (InUrl(arguments[i]) is { } url) arguments[i] = url;
            else if (Option(arguments, i) is { } option) arguments[option.IsNext ? i + 1 : i] = option.IsNext ? "..." : $"{option.Name}=...";
        }
        return string.Join(' ', arguments);
    }

    // --password=value, or --password value.
    static (string Name, bool IsNext)? Option(IReadOnlyList<string> arguments, int at)
    {
        var argument = arguments[at];
        if (argument.Length < 2 || argument[0] != '-') return null;
        var equals = argument.IndexOf('=');
        var name = equals < 0 ? argument : argument[..equals];
        if (!words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))) return null;
        // A file that holds the secret, or a switch, is no secret.
        if (notSecret.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))) return null;
        if (equals < 0 && (name[1] != '-' || at + 1 >= arguments.Count || arguments[at + 1].StartsWith('-'))) return null;
        var value = (equals < 0 ? arguments[at + 1] : argument[(equals + 1)..]).Trim('"', '\'');
        return value is "" or "true" or "false" or "yes" or "no" or "on" or "off" || value.StartsWith('/') ? null : (name, equals < 0);
    }

    // scheme://user:password@host
    static string? InUrl(string argument)
    {
        var scheme = argument.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 1) return null;
        var rest = argument[(scheme + 3)..];
        var at = rest.IndexOf('@');
        var colon = rest.IndexOf(':');
        if (at < 0 || colon < 0 || colon > at || at == colon + 1 || rest[..at].Contains('/')) return null;
        var start = argument.LastIndexOfAny(['=', ' '], scheme) + 1;
        return $"{argument[start..scheme]}://{rest[..colon]}:...@";
    }
}
