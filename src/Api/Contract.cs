namespace Berth.Api;

/// <summary>What both ends of the socket keep to: docs/specs/api.md.</summary>
public static class Contract
{
    /// <summary>The Host of every request. A page in a browser cannot say it, so none gets in by a detour.</summary>
    public const string Host = "berthd";

    /// <summary>The number of the caller's network namespace: ports of another one are not the daemon's.</summary>
    public const string NetworkHeader = "Berth-Network";

    public const int MaxRequest = 1024 * 1024, MaxAnswer = 16 * 1024 * 1024, MaxLine = 1024 * 1024;
}
