namespace Berth.Protocols.Http1;

/// <summary>A request's target, to be shown.</summary>
public static class HttpTarget
{
    const int Most = 300;

    /// <summary>Without what a query or the user part of a URL says: "/orders?…"; a long path is cut.</summary>
    public static string WithoutValues(string target)
    {
        var query = target.IndexOfAny(['?', '#']);
        var path = query < 0 ? target : target[..query];
        var scheme = path.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            var authority = scheme + 3;
            var end = path.IndexOf('/', authority);
            var at = path.LastIndexOf('@', (end < 0 ? path.Length : end) - 1);
            if (at >= authority) path = path[..authority] + path[(at + 1)..];
        }
        if (path.Length > Most) path = path[..Most] + "…";
        return query < 0 ? path : path + target[query] + "…";
    }
}
