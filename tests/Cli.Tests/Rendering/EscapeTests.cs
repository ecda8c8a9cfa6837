using Berth.Cli.Rendering;

namespace Berth.Cli.Tests.Rendering;

public class EscapeTests
{
    [Theory]
    [InlineData("next-server (v1", "next-server (v1")]
    [InlineData("żółw 船 é", "żółw 船 é")]
    [InlineData("\x1b[31mred", "\\x1b[31mred")]
    [InlineData("a\tb\nc\r\0", "a\\x09b\\x0ac\\x0d\\x00")]
    [InlineData("\u007f\u009b", "\\x7f\\x9b")]
    [InlineData("abc\u202egnp.exe", "abc\\u202egnp.exe")]
    [InlineData("zero\u200bwidth\ufeff\u2060", "zero\\u200bwidth\\ufeff\\u2060")]
    [InlineData("line\u2028break", "line\\u2028break")]
    [InlineData("\U000e0041tag", "\\U000e0041tag")]
    [InlineData("⚓ \U0001f6a2", "⚓ \U0001f6a2")]
    [InlineData("", "")]
    public void Hostile_characters_become_visible(string text, string safe) => Assert.Equal(safe, Escape.ForTerminal(text));

    [Fact]
    public void Halves_of_a_surrogate_pair_become_visible() =>
        Assert.Equal("lone\\ud800 \\udc00\\ud800", Escape.ForTerminal("lone\ud800 \udc00\ud800"));

    [Fact]
    public void A_harmless_text_is_not_copied()
    {
        var text = new string('a', 100);
        Assert.Same(text, Escape.ForTerminal(text));
    }
}
