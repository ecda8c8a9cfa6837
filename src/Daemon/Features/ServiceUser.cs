using Berth.Api.Messages;
using Berth.Daemon.Http;
using Berth.Linux.Native;

namespace Berth.Daemon.Features;

/// <summary>Whom services may be started as.</summary>
static class ServiceUser
{
    /// <summary>Null: the caller may. Only root may ask for somebody else.</summary>
    public static ApiError? Refusal(uint? user, Exchange exchange) => user is { } other && other != exchange.Caller.UserId && exchange.Caller.UserId != 0
        ? new ApiError(ErrorCode.NoRight, $"services of user {other} are that user's to start")
        : null;

    /// <summary>The daemon's own user needs no change, and has not the right to one.</summary>
    public static uint? Other(uint? user) => user == CurrentUser.EffectiveId ? null : user;
}
