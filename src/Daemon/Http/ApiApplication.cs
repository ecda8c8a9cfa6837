using System.Net.Mime;
using Berth.Api;
using Berth.Api.Messages;
using Berth.Daemon.Life;
using Berth.Engine.Spelling;
using Berth.Linux.Native;
using Berth.Linux.ProcFs;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Berth.Daemon.Http;

/// <summary>
/// Between Kestrel and the features: holds every request to the contract (docs/specs/api.md), then hands it to the feature of its
/// name. There is no host, no container and no routing of the framework: they would double the daemon's start and memory.
/// </summary>
sealed partial class ApiApplication : IHttpApplication<HttpContext>
{
    readonly Dictionary<string, IFeature> features;
    readonly Activity activity;
    readonly CancellationToken ending;
    readonly ILogger log;
    readonly string network = ThisProcess.NetworkNamespace.ToString();

    public ApiApplication(IReadOnlyList<IFeature> features, Activity activity, ILogger log, CancellationToken ending)
    {
        (this.activity, this.ending, this.log) = (activity, ending, log);
        this.features = features.ToDictionary(static feature => feature.Name, StringComparer.Ordinal);
    }

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        using var _ = activity.Begin();
        var exchange = new Exchange(context, context.Features.Get<SocketPeerFeature>()!.Peer, ending);
        try
        {
            if (await RespondAsync(context, exchange) is { } error) await exchange.FailAsync(error);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested || ending.IsCancellationRequested)
        {
            // The caller has gone; or the daemon ends, and a feed with it.
        }
        catch (BadHttpRequestException error)
        {
            await exchange.FailAsync(new ApiError(ErrorCode.BadRequest, error.Message.TrimEnd('.')));
        }
#pragma warning disable CA1031 // The last line of defence: the caller is told that it is our fault, and the log says where.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Fault(log, error, context.Request.Path.Value ?? "");
            if (!context.RequestAborted.IsCancellationRequested)
                await exchange.FailAsync(new ApiError(ErrorCode.Internal, $"a fault in berthd: {error.Message}", "berth daemon logs"));
        }
    }

    Task<ApiError?> RespondAsync(HttpContext context, Exchange exchange)
    {
        var request = context.Request;
        if (request.Host.Value != Contract.Host) return Refuse($"the Host of a request is {Contract.Host} here");
        if (!HttpMethods.IsPost(request.Method)) return Refuse("a capability is asked for by POST");
        if (request.ContentType is not { } type || !IsJson(type)) return Refuse("the Content-Type of a request is application/json here");
        var name = (request.Path.Value ?? "").TrimStart('/');
        if (!features.TryGetValue(name, out var feature)) return Task.FromResult<ApiError?>(Unknown(name));
        if (!feature.ForEveryNetwork && request.Headers[Contract.NetworkHeader].ToString() is { Length: > 0 } callers && callers != network)
            return Task.FromResult<ApiError?>(new ApiError(ErrorCode.OtherNetwork, "the daemon runs in another network namespace: its ports are not those of this one",
                "set XDG_RUNTIME_DIR and XDG_STATE_HOME to other folders, and another daemon is started here"));
        return feature.AnswerAsync(exchange);
    }

    ApiError Unknown(string name)
    {
        // Somebody else's text: bounded before it is compared or repeated.
        var asked = name.Length > 100 ? name[..100] : name;
        var nearest = features.Keys.MinBy(known => EditDistance.Between(asked, known))!;
        var hint = EditDistance.Between(asked, nearest) <= 3 ? $"; there is '{nearest}'" : "";
        return new ApiError(ErrorCode.UnknownCapability, $"this berthd has no capability '{asked}'{hint}",
            "berth daemon restart, if berth was updated meanwhile; it keeps leases and adopts running services");
    }

    static bool IsJson(string type) => type == MediaTypeNames.Application.Json || type.StartsWith("application/json;", StringComparison.Ordinal);

    static Task<ApiError?> Refuse(string why) => Task.FromResult<ApiError?>(new ApiError(ErrorCode.BadRequest, why));

    [LoggerMessage(Level = LogLevel.Error, Message = "A fault while answering {Path}")]
    static partial void Fault(ILogger log, Exception error, string path);
}

/// <summary>Who is at the other end of the connection.</summary>
sealed record SocketPeerFeature(SocketPeer Peer);
