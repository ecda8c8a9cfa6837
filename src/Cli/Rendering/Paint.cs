namespace Berth.Cli.Rendering;

/// <summary>The few colours that Berth uses: SGR codes of ECMA-48 that every terminal with colours knows.</summary>
enum Paint : byte
{
    None,
    Dim,
    Bold,
    Good,
    Warning,
    Danger,
}

static class PaintCodes
{
    public static ReadOnlySpan<byte> Begin(this Paint paint) => paint switch
    {
        Paint.Dim => "\x1b[2m"u8,
        Paint.Bold => "\x1b[1m"u8,
        Paint.Good => "\x1b[32m"u8,
        Paint.Warning => "\x1b[33m"u8,
        Paint.Danger => "\x1b[31m"u8,
        _ => [],
    };

    public static ReadOnlySpan<byte> End => "\x1b[0m"u8;
}
