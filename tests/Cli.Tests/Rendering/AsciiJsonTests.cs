using Berth.Workbench.Writing;

namespace Berth.Cli.Tests.Rendering;

public class AsciiJsonTests
{
    [Theory]
    [InlineData("node -e require('http') && a < b > c + `d`", "node -e require('http') && a < b > c + `d`")]
    [InlineData("say \"hi\"\\", """say \"hi\"\\""")]
    [InlineData("a\tb\nc\rd\be\f", """a\tb\nc\rd\be\f""")]
    [InlineData("\u001b[31m\u007f", """\u001b[31m\u007f""")]
    [InlineData("\u202eöé", """\u202e\u00f6\u00e9""")]
    [InlineData("😀", """\ud83d\ude00""")]
    public void Quotes_stay_quotes_and_nothing_reaches_a_terminal(string text, string written) =>
        Assert.Equal(written, AsciiJson.Encoder.Encode(text), ignoreCase: true);

    // Not a row of the table: half a pair does not survive the way to it.
    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => Assert.Equal("\\ufffd!", AsciiJson.Encoder.Encode("\ud83d!"), ignoreCase: true);
}
