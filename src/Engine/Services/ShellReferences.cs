using System.Text;
using Berth.Engine.Templates;

namespace Berth.Engine.Services;

/// <summary>
/// ${api.url} and its kin in a command that is left to the shell. No value is written into the shell's text: each reference becomes
/// a variable, ${BERTH_API_URL}, which the command finds in its environment.
/// </summary>
public static class ShellReferences
{
    internal static string Export(string shell, TemplateFill fill, IDictionary<string, string> environment)
    {
        var text = new StringBuilder();
        var done = 0;
        foreach (var (reference, start, end) in Find(shell))
        {
            var name = $"BERTH_{string.Join('_', reference.Path.Append(reference.Property.ToString())).ToUpperInvariant().Replace('-', '_')}";
            environment[name] = fill.Reference(reference);
            text.Append(shell, done, start - done).Append("${").Append(name).Append('}');
            done = end;
        }
        return text.Append(shell, done, shell.Length - done).ToString();
    }

    public static IEnumerable<TemplateReference> In(string shell) => Find(shell).Select(static found => found.Reference);

    // Each reference with where it begins and where it is over.
    static IEnumerable<(TemplateReference Reference, int Start, int End)> Find(string shell)
    {
        for (var at = shell.IndexOf("${", StringComparison.Ordinal); at >= 0; at = shell.IndexOf("${", at + 2, StringComparison.Ordinal))
        {
            var close = shell.IndexOf('}', at);
            if (close < 0) yield break;
            if (TemplateReader.Braced(shell[(at + 2)..close]) is TemplateReference reference) yield return (reference, at, close + 1);
        }
    }
}
