namespace Berth.Protocols.Http1;

/// <summary>A head that is being read, line by line.</summary>
sealed class HttpHeadBuilder(HttpLimits limits)
{
    readonly List<HttpField> fields = [];
    (string Method, string Target, int Minor)? request;
    (int Status, string Reason, int Minor)? reply;

    /// <summary>Bytes of the lines so far.</summary>
    public int Size { get; private set; }

    public void Count(int bytes) => Size += bytes;

    public void Clear()
    {
        fields.Clear();
        (request, reply, Size) = (null, null, 0);
    }

    /// <summary>False when it is no such line.</summary>
    public bool Start(ReadOnlySpan<byte> line, bool isRequest)
    {
        if (isRequest) request = HttpLine.Request(line);
        else reply = HttpLine.Reply(line);
        return request is not null || reply is not null;
    }

    /// <summary>Null when the field is taken; else what is wrong.</summary>
    public string? Add(ReadOnlySpan<byte> line)
    {
        if (HttpLine.Field(line) is not { } field) return "a line of its head is no header field";
        if (fields.Count >= limits.Fields) return "its head has too many fields";
        fields.Add(field);
        return null;
    }

    /// <summary>Null with the problem when its end cannot be told.</summary>
    public HttpHead? Finish(string? askedBy, out string? problem)
    {
        var head = new HttpHead
        {
            Method = request?.Method,
            Target = request?.Target ?? "",
            Status = reply?.Status ?? 0,
            Reason = reply?.Reason ?? "",
            MinorVersion = request?.Minor ?? reply!.Value.Minor,
            Fields = [.. fields],
            Size = Size,
        };
        Clear();
        var framing = HttpFraming.Of(head, askedBy, out problem);
        return problem is null ? head with { Framing = framing } : null;
    }
}
