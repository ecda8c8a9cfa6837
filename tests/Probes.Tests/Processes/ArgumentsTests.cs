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
    public void Arguments_are_split_at_zeros(string text, string[] expected) =>
        Assert.Equal(expected, ProcessReader.SplitArguments(Encoding.UTF8.GetBytes(text)));
}
