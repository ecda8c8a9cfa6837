using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Berth.Api.Messages;

namespace Berth.Api.Client;

/// <summary>Objects that the daemon sends until it or we end it. One thread reads.</summary>
[SupportedOSPlatform("linux")]
public sealed class DaemonFeed<TItem> : IDisposable
    where TItem : class
{
    readonly DaemonLines lines;
    readonly JsonTypeInfo<TItem> type;

    internal DaemonFeed(DaemonLines lines, JsonTypeInfo<TItem> type) => (this.lines, this.type) = (lines, type);

    /// <summary>Why it ended; null when it ended as it should, or has not ended.</summary>
    public ApiError? Error => lines.Error;

    /// <summary>The next object; null when it has ended.</summary>
    public TItem? Next()
    {
        if (lines.Next() is not { } line) return null;
        try
        {
            return JsonSerializer.Deserialize(line, type);
        }
        catch (JsonException broken)
        {
            lines.Fail(broken);
            return null;
        }
    }

    public void Dispose() => lines.Dispose();
}
