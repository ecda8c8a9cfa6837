using System.Text.RegularExpressions;
using Berth.Model;

namespace Berth.Projects.Repository;

/// <summary>
/// vite, webpack, next, nuxt, astro and rsbuild configurations are programs; what they set is read from their text: `port:` and
/// `host:` inside of `server`, `devServer` and `preview`. What is computed is passed over.
/// </summary>
static partial class ScriptConfig
{
    public static IEnumerable<PortDeclaration> Read(SourceText source)
    {
        foreach (Match block in Block().Matches(source.Text))
        {
            var body = Body(source.Text, block.Index + block.Length - 1);
            // Where nested braces hold a port of their own (hmr, proxy), it is another port.
            var outer = Outer(body);
            var begin = block.Index + block.Length - 1;
            var host = Host().Match(outer);
            var address = host.Success ? StartCommand.Address(host.Groups[1].Value) : null;
            var said = host.Success ? $"{block.Groups[1].Value}: {host.Value.Trim()}" : $"{block.Groups[1].Value}:";
            if (PortSetting().Match(outer) is { Success: true } port && Port.TryParse(port.Groups[1].Value, out var number) && number.Number > 0)
                yield return Declare.At(source, begin + port.Groups[1].Index, Units.OfFolder(source.Folder), DeclarationKind.Listens, $"{said}{(host.Success ? ", " : " ")}{port.Value.Trim()}", PortRange.Single(number), address) with { IsForBrowsers = true };
            else if (address is { IsWildcard: true } everywhere)
                yield return Declare.At(source, begin + host.Groups[1].Index, Units.OfFolder(source.Folder), DeclarationKind.Listens, said, null, everywhere);
        }
    }

    static string Body(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            if (text[i] == '{') depth++;
            else if (text[i] == '}' && --depth == 0) return text[open..i];
        }
        return text[open..];
    }

    // The same length, with comments and everything in inner braces blanked: offsets stay true.
    static string Outer(string body)
    {
        var plain = Comment().Replace(body, static match => new string(' ', match.Length)).ToCharArray();
        var depth = 0;
        for (var i = 0; i < plain.Length; i++)
        {
            if (plain[i] == '}') depth--;
            var inside = depth > 1;
            if (plain[i] == '{') depth++;
            if (inside && plain[i] != '\n') plain[i] = ' ';
        }
        return new string(plain);
    }

    [GeneratedRegex(@"\b(server|devServer|preview)\s*:\s*\{", RegexOptions.None, 1000)]
    private static partial Regex Block();

    [GeneratedRegex(@"\bport\s*:\s*['""]?(\d{1,5})\b", RegexOptions.None, 1000)]
    private static partial Regex PortSetting();

    [GeneratedRegex(@"\bhost(?:name)?\s*:\s*(true|'[^']*'|""[^""]*"")", RegexOptions.None, 1000)]
    private static partial Regex Host();

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline, 1000)]
    private static partial Regex Comment();
}
