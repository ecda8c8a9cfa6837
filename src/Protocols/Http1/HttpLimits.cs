namespace Berth.Protocols.Http1;

/// <summary>How much of a head is kept at most; a longer one is not understood. Bodies are never kept.</summary>
/// <param name="Line">Bytes of one line of a head, its end included.</param>
/// <param name="Head">Bytes of all lines of a head, or of all trailers.</param>
/// <param name="Fields">Header fields of one head.</param>
public sealed record HttpLimits(int Line = 16 * 1024, int Head = 64 * 1024, int Fields = 200)
{
    public static HttpLimits Default { get; } = new();
}
