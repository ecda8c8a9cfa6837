using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text.Json;
using Berth.Api.Messages;

namespace Berth.Api.Client;

/// <summary>The lines of a feed as they come, for who must be quick: the serializer would be compiled at each start of a command.</summary>
[SupportedOSPlatform("linux")]
public sealed class DaemonLines : IDisposable
{
    readonly DaemonConnection connection;

    internal DaemonLines(DaemonConnection connection) => this.connection = connection;

    /// <summary>Why it ended; null when it ended as it should, or has not ended.</summary>
    public ApiError? Error { get; private set; }

    /// <summary>The next object as UTF-8; null when it has ended.</summary>
    public byte[]? Next()
    {
        try
        {
            if (connection.Reader.ReadLine(Contract.MaxLine) is not { } line) return null;
            // {"error":...} is the last line of a feed that failed.
            if (!line.AsSpan().StartsWith("{\"error\":"u8) || JsonSerializer.Deserialize(line, ApiJson.Default.ErrorAnswer) is not { Error: not null } failed) return line;
            Error = failed.Error;
            return null;
        }
        catch (Exception broken) when (broken is InvalidDataException or SocketException or JsonException or ObjectDisposedException)
        {
            Error = DaemonClient.Broken(broken);
            return null;
        }
    }

    internal void Fail(Exception broken) => Error = DaemonClient.Broken(broken);

    public void Dispose() => connection.Dispose();
}
