using System.Text;
using System.Text.Encodings.Web;

namespace Berth.Workbench.Writing;

/// <summary>
/// Escapes what RFC 8259 asks for, and all that is not ASCII: no character of the data can disturb a terminal, and a quote in
/// somebody's command line stays a quote. Half a surrogate pair becomes U+FFFD.
/// </summary>
/// <remarks>The framework's own encoders escape for HTML too ('), or let through what reorders text on a terminal.</remarks>
public sealed unsafe class AsciiJson : JavaScriptEncoder
{
    public static AsciiJson Encoder { get; } = new();

    // \ud83d\ude00
    public override int MaxOutputCharactersPerInputCharacter => 12;

    public static bool IsPlain(int value) => value is >= ' ' and < 0x7f and not ('"' or '\\');

    public override bool WillEncode(int unicodeScalar) => !IsPlain(unicodeScalar);

    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        for (var i = 0; i < textLength; i++)
            if (!IsPlain(text[i])) return i;
        return -1;
    }

    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var room = new Span<char>(buffer, bufferLength);
        numberOfCharactersWritten = 0;
        if (Short(unicodeScalar) is var letter and not '\0')
        {
            if (bufferLength < 2) return false;
            (room[0], room[1]) = ('\\', letter);
            numberOfCharactersWritten = 2;
            return true;
        }
        var units = stackalloc char[2];
        var count = new Rune(unicodeScalar).EncodeToUtf16(new Span<char>(units, 2));
        if (bufferLength < 6 * count) return false;
        for (var i = 0; i < count; i++) Hexadecimal(units[i], room.Slice(6 * i, 6));
        numberOfCharactersWritten = 6 * count;
        return true;
    }

    static char Short(int value) => value switch
    {
        '"' => '"',
        '\\' => '\\',
        '\b' => 'b',
        '\f' => 'f',
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        _ => '\0',
    };

    static void Hexadecimal(char unit, Span<char> room)
    {
        (room[0], room[1]) = ('\\', 'u');
        for (var i = 0; i < 4; i++) room[2 + i] = "0123456789abcdef"[(unit >> (12 - 4 * i)) & 0xf];
    }
}
