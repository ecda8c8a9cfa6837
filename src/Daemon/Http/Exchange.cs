using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Berth.Api.Messages;
using Berth.Linux.Native;
using Microsoft.AspNetCore.Http;

namespace Berth.Daemon.Http;

/// <summary>One request and its answer. Not for sharing between threads.</summary>
sealed class Exchange(HttpContext context, SocketPeer caller, CancellationToken ending)
{
    static readonly byte[] lineEnd = [(byte)'\n'];

    /// <summary>Who asks; the same user, or root.</summary>
    public SocketPeer Caller => caller;

    /// <summary>The caller has gone.</summary>
    public CancellationToken Ended => context.RequestAborted;

    /// <summary>The daemon is to end: a feed ends now, an answer is still given.</summary>
    public CancellationToken Ending => ending;

    /// <summary>The request's object, whole; null with the reason.</summary>
    public async Task<(T? Request, ApiError? Error)> ReadAsync<T>(JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, type, Ended) is { } request
                ? (request, null)
                : (null, new ApiError(ErrorCode.BadRequest, "the request is null where an object is wanted"));
        }
        catch (JsonException error)
        {
            return (null, new ApiError(ErrorCode.BadRequest, $"the request is not of the form that is wanted: {error.Message}"));
        }
        catch (IOException error) when (error is not BadHttpRequestException)
        {
            // Such as a chunk whose size is no number (RFC 9112, 7.1).
            return (null, new ApiError(ErrorCode.BadRequest, $"the request cannot be read: {error.Message.TrimEnd('.')}"));
        }
    }

    public async Task AnswerAsync<T>(T answer, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(answer, type);
        context.Response.StatusCode = status;
        context.Response.ContentType = MediaTypeNames.Application.Json;
        context.Response.ContentLength = body.Length;
        await context.Response.BodyWriter.WriteAsync(body, Ended);
    }

    /// <summary>A feed has begun, although it has nothing to say yet: the caller need not wait for a first line.</summary>
    public async Task BeginAsync()
    {
        if (context.Response.HasStarted) return;
        context.Response.ContentType = "application/x-ndjson";
        await context.Response.BodyWriter.FlushAsync(Ended);
    }

    /// <summary>One line of a feed; the caller has it when this returns.</summary>
    public async Task SendAsync<T>(T item, JsonTypeInfo<T> type)
    {
        if (!context.Response.HasStarted) context.Response.ContentType = "application/x-ndjson";
        await context.Response.BodyWriter.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(item, type), .. lineEnd], Ended);
    }

    /// <summary>As the answer, or as the last line of a feed that has begun.</summary>
    public Task FailAsync(ApiError error) => context.Response.HasStarted
        ? SendAsync(new ErrorAnswer(error), ApiJson.Default.ErrorAnswer)
        : AnswerAsync(new ErrorAnswer(error), ApiJson.Default.ErrorAnswer, StatusOf(error.Code));

    static int StatusOf(string code) => code switch
    {
        ErrorCode.BadRequest => StatusCodes.Status400BadRequest,
        ErrorCode.UnknownCapability or ErrorCode.NotFound => StatusCodes.Status404NotFound,
        ErrorCode.NoRight => StatusCodes.Status403Forbidden,
        ErrorCode.Refused or ErrorCode.OtherNetwork => StatusCodes.Status409Conflict,
        ErrorCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
