using Berth.Api.Messages;

namespace Berth.Daemon.Http;

/// <summary>Answers one capability. One file each in Features, one line in FeatureTable.</summary>
interface IFeature
{
    string Name { get; }

    /// <summary>Whether callers of another network namespace are answered too: the answer does not depend on ports.</summary>
    bool ForEveryNetwork { get; }

    /// <summary>Null when it was answered; else why not, which the caller is told.</summary>
    Task<ApiError?> AnswerAsync(Exchange exchange);
}

/// <summary>One object in, one object out.</summary>
abstract class Feature<TRequest, TResponse>(Question<TRequest, TResponse> question) : IFeature
    where TRequest : class
    where TResponse : class
{
    public string Name => question.Name;
    public virtual bool ForEveryNetwork => false;

    public async Task<ApiError?> AnswerAsync(Exchange exchange)
    {
        var (request, wrong) = await exchange.ReadAsync(question.Request);
        if (request is null) return wrong;
        var (response, error) = await AnswerAsync(request, exchange);
        if (response is null) return error;
        await exchange.AnswerAsync(response, question.Response);
        return null;
    }

    protected abstract Task<Answer<TResponse>> AnswerAsync(TRequest request, Exchange exchange);
}

/// <summary>One object in, then objects until one side ends it.</summary>
abstract class FeedFeature<TRequest, TItem>(Feed<TRequest, TItem> feed) : IFeature
    where TRequest : class
{
    public string Name => feed.Name;
    public virtual bool ForEveryNetwork => false;

    public async Task<ApiError?> AnswerAsync(Exchange exchange)
    {
        var (request, wrong) = await exchange.ReadAsync(feed.Request);
        if (request is null) return wrong;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(exchange.Ended, exchange.Ending);
        return await SendAsync(request, item => exchange.SendAsync(item, feed.Item), exchange, ended.Token);
    }

    /// <summary>Sends until there is no more to say. Null, or why it ended.</summary>
    /// <param name="ended">The caller has gone, or the daemon ends: it may be thrown.</param>
    protected abstract Task<ApiError?> SendAsync(TRequest request, Func<TItem, Task> send, Exchange exchange, CancellationToken ended);
}

/// <summary>The response, or why there is none.</summary>
readonly record struct Answer<T>(T? Response, ApiError? Error)
    where T : class
{
    public static implicit operator Answer<T>(T response) => new(response, null);
    public static implicit operator Answer<T>(ApiError error) => new(null, error);
}
