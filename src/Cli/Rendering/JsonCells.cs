using System.Text.Encodings.Web;
using Berth.Cli.Hosting;

namespace Berth.Cli.Rendering;

/// <summary>
/// JSON values straight into the output's buffer. Of a listing of 50,000 rows most of the time would go to the state that a
/// general writer keeps per value; a row needs none.
/// </summary>
static class JsonCells
{
    /// <summary>As the default encoder writes it: only ASCII, and nothing that HTML or a terminal would take for its own.</summary>
    public static void Text(string text, Output output)
    {
        var room = output.GetSpan(text.Length + 2);
        room[0] = (byte)'"';
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsPlain(text[i]))
            {
                output.Write("\""u8).Write(JavaScriptEncoder.Default.Encode(text)).Write("\""u8);
                return;
            }
            room[i + 1] = (byte)text[i];
        }
        room[text.Length + 1] = (byte)'"';
        output.Advance(text.Length + 2);
    }

    static bool IsPlain(char c) => c is >= ' ' and < '\u007f' and not ('"' or '\\' or '&' or '\'' or '+' or '<' or '>' or '`');
}
