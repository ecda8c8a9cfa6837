using System.Text;

namespace Berth.Protocols.Dialogues.Http;

/// <summary>One request, written down. Every request of ours says who asks.</summary>
public sealed record HttpAsk(string Path)
{
    public string Method { get; init; } = "GET";

    /// <summary>As it is sent: "localhost:3000".</summary>
    public required string Host { get; init; }
    public required string UserAgent { get; init; }
    public string Accept { get; init; } = "*/*";

    /// <summary>Further headers, in order.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
    public string? Body { get; init; }

    public byte[] Bytes()
    {
        var text = new StringBuilder($"{Method} {Path} HTTP/1.1\r\nHost: {Host}\r\nUser-Agent: {UserAgent}\r\nAccept: {Accept}\r\n");
        var isUpgrade = false;
        foreach (var (name, value) in Headers)
        {
            text.Append($"{name}: {value}\r\n");
            isUpgrade |= name == "Upgrade";
        }
        text.Append(isUpgrade ? "Connection: Upgrade\r\n" : "Connection: close\r\n");
        if (Body is not null) text.Append($"Content-Length: {Encoding.UTF8.GetByteCount(Body)}\r\n");
        return Encoding.UTF8.GetBytes(text.Append("\r\n").Append(Body).ToString());
    }
}
