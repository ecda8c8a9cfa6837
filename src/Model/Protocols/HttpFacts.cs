namespace Berth.Model.Protocols;

/// <summary>What an HTTP service answered to GET /, and to what a hostile web page could make a browser send.</summary>
public sealed record HttpFacts
{
    public int Status { get; init; }

    /// <summary>The Server header.</summary>
    public string? Server { get; init; }

    /// <summary>The page's title, white space folded.</summary>
    public string? Title { get; init; }

    /// <summary>Where it redirects to.</summary>
    public string? Location { get; init; }

    /// <summary>A request that names a host it does not have (DNS rebinding).</summary>
    public BrowserAttack ForeignHost { get; init; } = BrowserAttack.NotTried;

    /// <summary>Whether a page of another origin may read the answers (CORS).</summary>
    public BrowserAttack ForeignOrigin { get; init; } = BrowserAttack.NotTried;

    /// <summary>With <see cref="ForeignOrigin"/> open: the answer also allows credentials.</summary>
    public bool AllowsCredentials { get; init; }

    /// <summary>A WebSocket handshake from another origin.</summary>
    public BrowserAttack ForeignWebSocket { get; init; } = BrowserAttack.NotTried;

    /// <summary>Paths that should not be served and are: "/.git/HEAD", "/.env"; "/" for a listing of the folder.</summary>
    public IReadOnlyList<string> ExposedPaths { get; init; } = [];
}

/// <summary>How a service stood one attack that a web page can make.</summary>
/// <param name="Evidence">What was sent and answered, in one line.</param>
public sealed record BrowserAttack(AttackResult Result, string Evidence)
{
    public static BrowserAttack NotTried { get; } = new(AttackResult.NotTried, "");
}

public enum AttackResult : byte
{
    NotTried,

    /// <summary>It served the hostile request as any other.</summary>
    Open,

    /// <summary>It refused.</summary>
    Guarded,

    /// <summary>It asks for credentials first, also of an honest request.</summary>
    NeedsLogin,

    /// <summary>It answered in a way that proves neither.</summary>
    Unclear,
}
