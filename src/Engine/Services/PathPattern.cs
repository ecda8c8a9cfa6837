using System.Text;
using System.Text.RegularExpressions;

namespace Berth.Engine.Services;

/// <summary>Which files a glob means: `*` and `?` within a name, `**` over folders; a pattern that ends with / means all below it.</summary>
public sealed class PathPattern
{
    static readonly TimeSpan patience = TimeSpan.FromMilliseconds(100);

    readonly Regex form;

    /// <param name="pattern">Relative, with / between folders.</param>
    public PathPattern(string pattern)
    {
        if (pattern.StartsWith("./", StringComparison.Ordinal)) pattern = pattern[2..];
        if (pattern.EndsWith('/')) pattern += "**";
        Folder = FolderOf(pattern);
        form = new Regex(FormOf(pattern), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, patience);
    }

    /// <summary>The folder below which all that it means is; empty: the one that it is relative to.</summary>
    public string Folder { get; }

    /// <param name="path">Relative, with / between folders.</param>
    public bool Means(string path) => form.IsMatch(path);

    static string FolderOf(string pattern)
    {
        var wild = pattern.IndexOfAny(['*', '?']);
        var slash = (wild < 0 ? pattern : pattern[..wild]).LastIndexOf('/');
        return slash < 0 ? "" : pattern[..slash];
    }

    static string FormOf(string pattern)
    {
        var form = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern.AsSpan(i).StartsWith("**/"))
            {
                form.Append("(?:.*/)?");
                i += 2;
            }
            else if (pattern.AsSpan(i).StartsWith("**"))
            {
                form.Append(".*");
                i++;
            }
            else if (pattern[i] == '*') form.Append("[^/]*");
            else if (pattern[i] == '?') form.Append("[^/]");
            else form.Append(Regex.Escape(pattern[i].ToString()));
        }
        return form.Append('$').ToString();
    }
}
