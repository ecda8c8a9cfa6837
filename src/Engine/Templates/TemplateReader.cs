using System.Buffers;
using System.Text;

namespace Berth.Engine.Templates;

static class TemplateReader
{
    static readonly SearchValues<char> ofName = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_");

    public static Template Read(string text)
    {
        var parts = new List<TemplatePart>();
        var literal = new StringBuilder();
        string? problem = null;
        for (var i = 0; i < text.Length;)
        {
            if (text[i] != '$' || i + 1 == text.Length) literal.Append(text[i++]);
            else if (text[i + 1] == '$')
            {
                literal.Append('$');
                i += 2;
            }
            else if (text[i + 1] == '{')
            {
                var close = text.IndexOf('}', i);
                if (close < 0)
                {
                    problem ??= "`${` has no `}` after it; write $$ for a $";
                    break;
                }
                if (Braced(text[(i + 2)..close]) is { } part) Add(part);
                else problem ??= $"`{text[i..(close + 1)]}` means nothing here: write ${{service.url}}, ${{service.port}}, ${{service.host}}, ${{port}}, ${{NAME}} or ${{NAME:-default}}; $$ is a $";
                i = close + 1;
            }
            else
            {
                var end = i + 1;
                while (end < text.Length && IsOfName(text[end], end == i + 1)) end++;
                if (end == i + 1) literal.Append(text[i]);
                else Add(new TemplateVariable(text[(i + 1)..end], null));
                i = end;
            }
        }
        if (literal.Length > 0) parts.Add(new TemplateText(literal.ToString()));
        return new Template(parts, problem);

        void Add(TemplatePart part)
        {
            if (literal.Length > 0) parts.Add(new TemplateText(literal.ToString()));
            literal.Clear();
            parts.Add(part);
        }
    }

    /// <summary>What ${...} means; null when it is none of Berth's.</summary>
    public static TemplatePart? Braced(string inside)
    {
        if (Reference(inside) is { } reference) return reference;
        var mark = inside.IndexOf(":-", StringComparison.Ordinal);
        var name = mark < 0 ? inside : inside[..mark];
        if (name.Length == 0) return null;
        for (var i = 0; i < name.Length; i++)
            if (!IsOfName(name[i], i == 0)) return null;
        return new TemplateVariable(name, mark < 0 ? null : inside[(mark + 2)..]);
    }

    static TemplateReference? Reference(string inside)
    {
        var words = inside.Split('.');
        EndpointProperty? property = words[^1] switch { "port" => EndpointProperty.Port, "host" => EndpointProperty.Host, "url" => EndpointProperty.Url, _ => null };
        if (property is not { } known || words.Length > 3) return null;
        foreach (var word in words)
            if (word.Length == 0 || word.AsSpan().ContainsAnyExcept(ofName)) return null;
        return new TemplateReference(words[..^1], known, $"${{{inside}}}");
    }

    static bool IsOfName(char character, bool isFirst) => char.IsAsciiLetter(character) || character == '_' || (!isFirst && char.IsAsciiDigit(character));
}
