using System.Text;
using Berth.Probes.Linux.Processes;

namespace Berth.Probes.Tests.Processes;

public class ArgumentsTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("node\0server.js\0", new[] { "node", "server.js" })]
    [InlineData("a\0\0b\0", new[] { "a", "", "b" })]
    [InlineData("nginx: master process /usr/sbin/nginx\0\0\0\0", new[] { "nginx: master process /usr/sbin/nginx" })]
    [InlineData("x", new[] { "x" })]
    [InlineData("a\0b\0\0\0", new[] { "a", "b", "", "" })]
    [InlineData("a b\0c\0", new[] { "a b", "c" })]
    public void Arguments_are_split_at_zeros(string text, string[] expected) =>
        Assert.Equal(expected, CommandLine.Split(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("chromium-browse", "/usr/lib/chromium/chromium-browser --type=x", "chromium-browser")]
    [InlineData("node /srv/shop/", "node /srv/shop/s.js", "node s.js")]
    [InlineData("node /home/me/a", "node /home/me/app/server.js --port 1", "node server.js")]
    [InlineData("next-server (v1", "next-server (v14.2.3)", "next-server (v14.2.3)")]
    [InlineData("a-name-of-other", "python3 x.py", "a-name-of-other")]
    [InlineData("exactly-fifteen", "exactly-fifteen", "exactly-fifteen")]
    public void A_name_that_the_kernel_cut_is_whole_where_the_command_line_has_it(string cut, string commandLine, string expected) =>
        Assert.Equal(expected, WholeName.Of(cut, commandLine.StartsWith('/') ? commandLine.Split(' ') : [commandLine]));
}
