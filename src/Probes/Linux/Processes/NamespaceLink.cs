using System.Runtime.Versioning;

namespace Berth.Probes.Linux.Processes;

/// <summary>The text of a namespace link: "net:[4026531840]".</summary>
[SupportedOSPlatform("linux")]
static class NamespaceLink
{
    public static bool TryParse(string text, out ulong inode)
    {
        inode = 0;
        var open = text.IndexOf('[');
        return open > 0 && text[^1] == ']' && ulong.TryParse(text.AsSpan(open + 1, text.Length - open - 2), out inode);
    }
}
