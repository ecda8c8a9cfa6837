namespace Berth.Protocols.Http1;

/// <summary>A header field: its value without the white space around it, each byte one character (Latin-1).</summary>
public readonly record struct HttpField(string Name, string Value);

/// <summary>The head of a request or reply (RFC 9112, section 2). Immutable.</summary>
public sealed record HttpHead
{
    /// <summary>Of a request, such as GET; null for a reply.</summary>
    public string? Method { get; init; }

    /// <summary>Of a request, as it was sent: "/path?query", an absolute URI, "host:port" of CONNECT, or "*". Empty for a reply.</summary>
    public string Target { get; init; } = "";

    /// <summary>Of a reply, 100 to 999; 0 for a request.</summary>
    public int Status { get; init; }

    /// <summary>The words behind the status; may be empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The y of HTTP/1.y: 0 or 1. A higher one counts as 1 (RFC 9110, section 2.5).</summary>
    public int MinorVersion { get; init; }

    public IReadOnlyList<HttpField> Fields { get; init; } = [];

    /// <summary>Bytes on the wire, the empty line included.</summary>
    public int Size { get; init; }

    /// <summary>How its body ends.</summary>
    public HttpFraming Framing { get; init; }

    public bool IsRequest => Method is not null;

    /// <summary>A reply before the true one: 100 Continue, 103 Early Hints.</summary>
    public bool IsInterim => Status is >= 100 and < 200 and not 101;

    /// <summary>The first value of the name; null when there is none.</summary>
    public string? Field(string name)
    {
        foreach (var field in Fields)
            if (field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return field.Value;
        return null;
    }

    /// <summary>Every value of the name, in order.</summary>
    public IEnumerable<string> All(string name)
    {
        foreach (var field in Fields)
            if (field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) yield return field.Value;
    }

    /// <summary>Whether a comma-separated field, such as Connection, has the token among its values.</summary>
    public bool Has(string name, string token)
    {
        foreach (var value in All(name))
            foreach (var part in value.Split(',', StringSplitOptions.TrimEntries))
                if (part.Equals(token, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
