using Berth.Model.Addressing;

namespace Berth.Engine.Targets;

/// <summary>The host part of a target, as typed, and the address when it is one.</summary>
/// <param name="Text">Lower case for names, without brackets for addresses.</param>
/// <param name="Address">Null for names and for "*".</param>
public sealed record TargetHost(string Text, InetAddress? Address)
{
    /// <summary>"*", or nothing before the colon: any address.</summary>
    public static TargetHost Any { get; } = new("*", null);

    /// <summary>The interface after '%' in "fe80::1%eth0", or null.</summary>
    public string? Scope { get; init; }

    public bool IsAny => Address is null && Text == "*";

    /// <summary>RFC 6761, section 6.3: "localhost" and every name that ends in ".localhost" mean this machine's loopback.</summary>
    public bool IsLocalhostName => Address is null
        && (Text.Equals("localhost", StringComparison.OrdinalIgnoreCase) || Text.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase));

    /// <summary>A name that only a resolver could turn into addresses; Berth does not ask one.</summary>
    public bool IsUnresolvedName => Address is null && !IsAny && !IsLocalhostName;

    public override string ToString() => Address is { Family: InetFamily.V6 } ? $"[{Text}]" : Text;

    public static TargetHost Of(InetAddress address) => new(address.ToString(), address);

    /// <summary>Reads an address (brackets and scope allowed), "*", or a host name by the rules of RFC 1123.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TargetHost host)
    {
        host = Any;
        // .NET writes "any host" as http://+:80.
        if (text is "*" or "+") return true;
        if (text is ['[', .., ']']) text = text[1..^1];
        if (TryParseAddress(text, out host)) return true;
        if (!IsHostName(text)) return false;
        host = new TargetHost(text.ToString().ToLowerInvariant(), null);
        return true;
    }

    static bool TryParseAddress(ReadOnlySpan<char> text, out TargetHost host)
    {
        host = Any;
        string? scope = null;
        var percent = text.IndexOf('%');
        if (percent > 0 && text.Length - percent is > 1 and <= 16)
        {
            scope = text[(percent + 1)..].ToString();
            text = text[..percent];
        }
        if (!InetAddress.TryParse(text, out var address)) return false;
        if (scope is not null && address.Family == InetFamily.V4) return false;
        host = new TargetHost(address.ToString(), address) { Scope = scope };
        return true;
    }

    static bool IsHostName(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > 253) return false;
        foreach (var part in text.Split('.'))
        {
            var label = text[part];
            if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-') return false;
            // '_' is not allowed in host names, but the names of compose services have it.
            foreach (var c in label)
                if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')) return false;
        }
        // "127.1" and "1.2.3.4.5" are mistyped addresses, not names.
        return text[(text.LastIndexOf('.') + 1)..].ContainsAnyExceptInRange('0', '9');
    }
}
