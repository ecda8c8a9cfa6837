
namespace Berth.Workbench.Writing;

/// <summary>
/// JSON values straight into the output's buffer. Of a listing of 50,000 rows most of the time would go to the state that a
/// general writer keeps per value; a row needs none.
/// </summary>
public static class JsonCells
{
    /// <summary>Only ASCII; see <see cref="AsciiJson"/>.</summary>
    public static void Text(string text, Output output)
    {
        var room = output.GetSpan(text.Length + 2);
        room[0] = (byte)'"';
        for (var i = 0; i < text.Length; i++)
        {
            if (!AsciiJson.IsPlain(text[i]))
            {
                output.Write("\""u8).Write(AsciiJson.Encoder.Encode(text)).Write("\""u8);
                return;
            }
            room[i + 1] = (byte)text[i];
        }
        room[text.Length + 1] = (byte)'"';
        output.Advance(text.Length + 2);
    }
}
