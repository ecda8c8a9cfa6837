using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text.Json;
using Berth.Api.Messages;
using Berth.Places;

namespace Berth.Api.Client;

/// <summary>
/// Asks a person's daemon. Each request has a connection of its own and blocks its thread: a command asks one or two things,
/// and everything asynchronous costs it start-up. Any thread may ask.
/// </summary>
/// <param name="start">Starts the daemon when none runs: null when it runs then, else why not. Null: it is not started.</param>
[SupportedOSPlatform("linux")]
public sealed class DaemonClient(DaemonPlace place, Func<ApiError?>? start)
{
    /// <summary>How long an answer may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether one listens, or somebody whom we do not trust: then none is started either.</summary>
    public static bool IsThere(DaemonPlace place)
    {
        foreach (var path in DaemonSockets.Of(place))
        {
            using var connection = DaemonConnection.Open(path, TimeSpan.FromSeconds(5), out var problem);
            if (connection is not null || problem is not null) return true;
        }
        return false;
    }

    public Reply<TResponse> Ask<TRequest, TResponse>(Question<TRequest, TResponse> what, TRequest request)
        where TResponse : class
    {
        try
        {
            var (connection, status, error) = Begin(what.Name, JsonSerializer.SerializeToUtf8Bytes(request, what.Request));
            if (connection is null) return new(null, error);
            using (connection)
            {
                var body = connection.Reader.ReadBody(Contract.MaxAnswer);
                if (status != 200) return new(null, ErrorIn(body, status));
                return JsonSerializer.Deserialize(body, what.Response) is { } answer ? new(answer, null) : new(null, new ApiError(ErrorCode.Broken, "the daemon answered nothing"));
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or SocketException or JsonException)
        {
            return new(null, Broken(broken));
        }
    }

    /// <summary>The feed, once the daemon has begun it. Dispose it to end it.</summary>
    public Reply<DaemonFeed<TItem>> Open<TRequest, TItem>(Feed<TRequest, TItem> what, TRequest request)
        where TItem : class
    {
        var (lines, error) = Open(what.Name, JsonSerializer.SerializeToUtf8Bytes(request, what.Request));
        return new(lines is null ? null : new DaemonFeed<TItem>(lines, what.Item), error);
    }

    /// <summary>The same word for word.</summary>
    /// <param name="request">The request's object as UTF-8.</param>
    public Reply<DaemonLines> Open(string capability, byte[] request)
    {
        try
        {
            var (connection, status, error) = Begin(capability, request);
            if (connection is null) return new(null, error);
            if (status == 200)
            {
                connection.WaitForEver();
                return new(new DaemonLines(connection), null);
            }
            using (connection) return new(null, ErrorIn(connection.Reader.ReadBody(Contract.MaxAnswer), status));
        }
        catch (Exception broken) when (broken is InvalidDataException or SocketException or JsonException)
        {
            return new(null, Broken(broken));
        }
    }

    // Sends the request and reads the head of the answer. A daemon that is ending closes without a word: the next one is asked.
    (DaemonConnection? Connection, int Status, ApiError? Error) Begin(string capability, byte[] body)
    {
        for (var isLast = false; ; isLast = true)
        {
            var (connection, error) = Connect();
            if (connection is null) return (null, 0, error);
            try
            {
                connection.Send(capability, body);
                if (connection.Reader.ReadHead() is { } status) return (connection, status, null);
            }
            catch (SocketException gone) when (!isLast && gone.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
            {
            }
            catch
            {
                connection.Dispose();
                throw;
            }
            connection.Dispose();
            if (isLast) return (null, 0, new ApiError(ErrorCode.Broken, "the daemon closed the connection without an answer", "berth daemon logs"));
        }
    }

    (DaemonConnection? Connection, ApiError? Error) Connect()
    {
        if (TryConnect() is { } tried) return tried;
        if (start is null) return (null, new ApiError(ErrorCode.NoDaemon, "no daemon runs", "berth daemon start"));
        if (start() is { } error) return (null, error);
        return TryConnect() ?? (null, new ApiError(ErrorCode.NoDaemon, "the daemon ended again at once", "berth daemon logs"));
    }

    (DaemonConnection? Connection, ApiError? Error)? TryConnect()
    {
        foreach (var path in DaemonSockets.Of(place))
        {
            if (DaemonConnection.Open(path, Patience, out var problem) is { } connection) return (connection, null);
            if (problem is not null) return (null, new ApiError(ErrorCode.NoDaemon, problem));
        }
        return null;
    }

    static ApiError ErrorIn(byte[] body, int status) => JsonSerializer.Deserialize(body, ApiJson.Default.ErrorAnswer)?.Error
        ?? new ApiError(ErrorCode.Broken, $"the daemon answered {status} without a reason");

    internal static ApiError Broken(Exception error) => new(ErrorCode.Broken, error switch
    {
        SocketException { SocketErrorCode: SocketError.TimedOut or SocketError.WouldBlock } => "the daemon does not answer",
        SocketException => $"the connection to the daemon broke: {error.Message}",
        JsonException => "the daemon's answer is not of the form that was agreed on",
        _ => error.Message,
    }, "berth daemon status");
}
