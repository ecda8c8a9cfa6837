using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Berth.Api.Messages;

namespace Berth.Api.Client;

/// <summary>Objects that the daemon sends until it or we end it. One thread reads; any may call <see cref="Stop"/>.</summary>
[SupportedOSPlatform("linux")]
public sealed class DaemonFeed<TItem> : IDisposable
    where TItem : class
{
    readonly DaemonConnection connection;
    readonly JsonTypeInfo<TItem> type;

    internal DaemonFeed(DaemonConnection connection, JsonTypeInfo<TItem> type) => (this.connection, this.type) = (connection, type);

    /// <summary>Why it ended; null when it ended as it should, or has not ended.</summary>
    public ApiError? Error { get; private set; }

    /// <summary>The next object; null when it has ended.</summary>
    public TItem? Next()
    {
        try
        {
            if (connection.Reader.ReadLine(Contract.MaxLine) is not { } line) return null;
            // {"error":...} is the last line of a feed that failed.
            if (line.AsSpan().StartsWith("{\"error\":"u8) && JsonSerializer.Deserialize(line, ApiJson.Default.ErrorAnswer) is { Error: not null } failed)
            {
                Error = failed.Error;
                return null;
            }
            return JsonSerializer.Deserialize(line, type);
        }
        catch (Exception broken) when (broken is InvalidDataException or SocketException or JsonException or ObjectDisposedException)
        {
            Error = DaemonClient.Broken(broken);
            return null;
        }
    }

    /// <summary>Ends it, and wakes who waits for the next object.</summary>
    public void Stop() => connection.Cut();

    public void Dispose() => connection.Dispose();
}
