namespace Berth.Engine.Audit.Rules.Processes;

/// <summary>Recognises arguments that carry a secret, and names them without it.</summary>
static class SecretArgument
{
    static readonly string[] words = ["password", "passwd", "secret", "token", "api-key", "apikey", "api_key", "access-key", "requirepass"];

    /// <summary>"--password" or "postgres://user:...@"; null for an argument that shows none.</summary>
    public static string? Name(string argument)
    {
        if (InUrl(argument) is { } url) return url;
        var equals = argument.IndexOf('=');
        if (equals < 1 || equals == argument.Length - 1 || argument[0] != '-') return null;
        var name = argument[..equals];
        if (!words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))) return null;
        // A file that holds the secret, or a switch, is no secret.
        if (name.Contains("file", StringComparison.OrdinalIgnoreCase) || name.Contains("path", StringComparison.OrdinalIgnoreCase)) return null;
        return argument[(equals + 1)..] is "true" or "false" or "yes" or "no" or "''" or "\"\"" ? null : name;
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
