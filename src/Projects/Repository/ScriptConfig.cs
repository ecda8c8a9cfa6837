using System.Text.RegularExpressions;
using Berth.Model.Addressing;
using Berth.Model.Repository;

namespace Berth.Projects.Repository;

/// <summary>
/// vite, webpack, next, nuxt, astro and rsbuild configurations are programs; what they set is read from their text: `port:` and
/// `host:` inside of `server`, `devServer` and `preview`. What is computed is passed over.
/// </summary>
static partial class ScriptConfig
{
    /// <param name="Said">The piece of the text, short.</param>
    /// <param name="Offset">Of the port; of the host where there is none.</param>
    public sealed record Setting(bool IsPreview, Port? Port, InetAddress? Address, string Said, int Offset);

    /// <summary>The program whose configuration a file is: "vite" of vite.config.ts; null for every other file.</summary>
    public static string? ProgramOf(string name)
    {
        var parts = name.Split('.');
        return parts.Length is 3 or 4 && parts[1] is "config" or "dev" && parts[^1] is "js" or "ts" or "mjs" or "mts" or "cjs" or "cts"
            && parts[0] is "vite" or "vitest" or "webpack" or "next" or "nuxt" or "astro" or "rsbuild" or "rspack" or "svelte" or "vue" ? parts[0] : null;
    }

    public static IEnumerable<PortDeclaration> Read(SourceText source)
    {
        foreach (var block in Blocks(source.Text))
            if (block.Port is not null || block.Address is { IsWildcard: true })
                yield return Declare.At(source, block.Offset, Units.OfFolder(source.Folder), DeclarationKind.Listens, block.Said, block.Port is { } port ? PortRange.Single(port) : null, block.Address) with
                {
                    IsForBrowsers = block.Port is not null, IsSetting = true,
                };
    }

    public static IEnumerable<Setting> Blocks(string text)
    {
        foreach (Match block in Block().Matches(text))
        {
            var body = Body(text, block.Index + block.Length - 1);
            // Where nested braces hold a port of their own (hmr, proxy), it is another port.
            var outer = Outer(body);
            var begin = block.Index + block.Length - 1;
            var host = Host().Match(outer);
            var address = host.Success ? StartCommand.Address(host.Groups[1].Value) : null;
            var said = host.Success ? $"{block.Groups[1].Value}: {host.Value.Trim()}" : $"{block.Groups[1].Value}:";
            var isPreview = block.Groups[1].Value == "preview";
            if (PortSetting().Match(outer) is { Success: true } port && Port.TryParse(port.Groups[1].Value, out var number) && number.Number > 0)
                yield return new Setting(isPreview, number, address, $"{said}{(host.Success ? ", " : " ")}{port.Value.Trim()}", begin + port.Groups[1].Index);
            else
                yield return new Setting(isPreview, null, address, said, begin + (host.Success ? host.Groups[1].Index : 0));
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
