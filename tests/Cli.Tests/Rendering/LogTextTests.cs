using Berth.Cli.Rendering;

namespace Berth.Cli.Tests.Rendering;

public class LogTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("10%\r50%\r100%", "100%")]
    [InlineData("\rover", "over")]
    [InlineData("done\r", "done")]
    [InlineData("\r\r", "")]
    [InlineData("long text\rshort", "shorttext")] // what was not written over stays
    [InlineData("\x1b[2K10%\r\x1b[32m100%\x1b[0m", "100%")]
    [InlineData("a\tb\x07", "a    b\\x07")]
    public void A_line_is_shown_as_a_terminal_would_leave_it(string line, string shown) => Assert.Equal(shown, LogText.ForTerminal(line, colour: false));
}
