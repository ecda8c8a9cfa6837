using Berth.Cli.Rendering;

namespace Berth.Cli.Tests.Rendering;

public class TextWidthTests
{
    [Theory]
    [InlineData("abc", 3)]
    [InlineData("日本", 4)]
    [InlineData("é", 1)]
    [InlineData("e\u0301", 1)]
    [InlineData("\U0001f6a2", 2)]
    [InlineData("가", 2)]
    [InlineData("", 0)]
    public void Columns_are_counted_as_terminals_do(string text, int width) => Assert.Equal(width, TextWidth.Of(text));

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdef", 4, "abc…")]
    [InlineData("日本語", 4, "日…")]
    [InlineData("abc", 1, "…")]
    [InlineData("abc", 0, "")]
    public void A_cut_text_fits(string text, int width, string cut) => Assert.Equal(cut, TextWidth.Fit(text, width));

    [Theory]
    [InlineData("/home/me/shop", 6, "…/shop")]
    [InlineData("/shop", 6, "/shop")]
    public void Of_a_path_the_end_stays(string text, int width, string cut) => Assert.Equal(cut, TextWidth.FitEnd(text, width));
}
