using System.Buffers;
using System.Globalization;
using Berth.Model.Addressing;

namespace Berth.Engine.Targets;

/// <summary>Reads what a person typed or pasted. Never throws, and reads a bounded part of a huge text.</summary>
public static partial class TargetParser
{
    public static TargetResult Parse(string? text)
    {
        var trimmed = (text ?? "").Trim();
        if (trimmed.Length == 0) return new TargetError("Nothing was given", TargetError.Everything);
        if (HasWhiteSpace(trimmed)) return ParseWords(trimmed);
        var word = ParseWord(trimmed);
        if (word is { Target: not null and not NameTarget }) return word;
        return ErrorReader.Read(trimmed) is { } message ? message : word;
    }

    // Several words are a pasted message, or a number with its kind: "port 3000", "udp 53", "pid 4242".
    static TargetResult ParseWords(string text)
    {
        var space = text.AsSpan().IndexOfAny(" \t");
        if (space > 0 && text.Length < 128)
        {
            var (first, rest) = (text[..space].TrimEnd(':'), text[space..].Trim());
            if (!HasWhiteSpace(rest) && first.ToLowerInvariant() is "port" or "tcp" or "udp" or "pid" or "container" or "unit")
                return ParseWord($"{first.ToLowerInvariant()}:{rest}", text);
        }
        if (ErrorReader.Read(text) is { } message) return message;
        // Few words are rather a mistyped command than a message.
        if (CountWords(text) >= FewestWords && ErrorReader.ReadAny(text) is { } unknown) return unknown;
        return new TargetError($"{Excerpt.Of(text)} was not understood", TargetError.Everything);
    }

    const int FewestWords = 4;

    static int CountWords(string text) => text.Split((char[]?)null, FewestWords, StringSplitOptions.RemoveEmptyEntries).Length;

    static TargetResult ParseWord(string word, string? typed = null)
    {
        typed ??= word;
        if (word[0] == '/' || word[0] == '@') return ParsePath(typed, word);
        if (word.Contains("://", StringComparison.Ordinal)) return ParseUrl(typed);
        var colon = word.IndexOf(':');
        if (colon > 0 && ParsePrefixed(typed, word[..colon].ToLowerInvariant(), word[(colon + 1)..]) is { } prefixed) return prefixed;
        return ParseNetwork(typed, word, null);
    }

    static TargetResult? ParsePrefixed(string typed, string prefix, string rest) => prefix switch
    {
        "port" => ParseNetwork(typed, rest, null),
        "tcp" => ParseNetwork(typed, rest, Protocol.Tcp),
        "udp" => ParseNetwork(typed, rest, Protocol.Udp),
        "pid" => ParsePid(typed, rest),
        "unix" => ParsePath(typed, rest),
        "container" => Named(typed, rest, "container:web", name => new ContainerTarget(typed, name)),
        "unit" => Named(typed, rest, "unit:redis.service", name => new UnitTarget(typed, name)),
        "name" or "project" or "process" => Named(typed, rest, $"{prefix}:web", name => new NameTarget(typed, name)),
        _ => null,
    };

    static TargetResult ParsePid(string typed, string digits)
    {
        if (int.TryParse(digits, NumberStyles.None, null, out var pid) && pid > 0) return new PidTarget(typed, pid);
        return new TargetError($"{Excerpt.Of(digits)} is not a process id", "pid: and a whole number above 0, such as pid:4242");
    }

    static TargetResult ParsePath(string typed, string path)
    {
        if (path.StartsWith("///", StringComparison.Ordinal)) path = path[2..];
        if (path.Length is > 1 and <= 4096 && path[0] is '/' or '@') return new PathTarget(typed, path);
        return new TargetError($"{Excerpt.Of(path)} is not the path of a unix socket", "the whole path, such as /run/app.sock, or @name for an abstract one");
    }

    static TargetResult Named(string typed, string name, string example, Func<string, Target> make) => IsName(name)
        ? make(name)
        : new TargetError($"{Excerpt.Of(typed)} names nothing that could exist", $"a name after the colon, such as {example}");

    static bool IsName(string text) => text.Length is > 0 and <= 255 && !text.AsSpan().ContainsAny(NotInNames) && !HasControl(text);

    static readonly SearchValues<char> NotInNames = SearchValues.Create("/\\:;,'\"`|<>(){}[]*?=&#!^~$");

    static bool HasControl(string text)
    {
        foreach (var c in text)
            if (char.IsControl(c) || char.IsWhiteSpace(c)) return true;
        return false;
    }

    static bool HasWhiteSpace(string text)
    {
        foreach (var c in text)
            if (char.IsWhiteSpace(c)) return true;
        return false;
    }
}
