using System.Text.Json;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Explain;

public sealed class ExplainJsonTests : IDisposable
{
    readonly NetworkNamespace net = new();

    [Fact]
    public void The_document_tells_the_facts_that_the_text_tells()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); c = socket.create_connection(('127.0.0.1', 3000)); d, _ = s.accept(); ready(c.getsockname()[1]); wait()");
        var (text, json) = Both(0, "3000");
        Assert.Equal(text.Split('\n')[0], json.GetProperty("headline").GetProperty("text").GetString());
        Assert.True(json.GetProperty("found").GetBoolean());
        var facts = json.GetProperty("facts");
        Assert.Equal("listening", facts.GetProperty("state").GetString());
        var listener = Assert.Single(facts.GetProperty("listeners").EnumerateArray());
        Assert.Equal(("127.0.0.1", 3000), (listener.GetProperty("address").GetString(), listener.GetProperty("port").GetInt32()));
        Assert.Equal(server.Pid, Assert.Single(listener.GetProperty("holders").EnumerateArray()).GetProperty("pid").GetInt32());
        Assert.Equal($"127.0.0.1:{server.Words[0]}", facts.GetProperty("connections_in")[0].GetProperty("client").GetString());
        foreach (var section in json.GetProperty("sections").EnumerateArray())
        {
            Assert.Contains($"\n{section.GetProperty("title").GetString()}\n", text);
            foreach (var line in section.GetProperty("lines").EnumerateArray().Where(line => !line.GetProperty("text").GetString()!.Contains('\n')))
                Assert.Contains(line.GetProperty("text").GetString()!, text);
        }
    }

    [Fact]
    public void Nothing_there_is_a_document_too()
    {
        var (text, json) = Both(3, "3000");
        Assert.False(json.GetProperty("found").GetBoolean());
        Assert.Equal(text.Split('\n')[0], json.GetProperty("headline").GetProperty("text").GetString());
    }

    (string Text, JsonElement Json) Both(int code, string target)
    {
        var text = BerthProgram.Run(net, "explain", target);
        var json = BerthProgram.Run(net, "explain", target, "--json");
        Assert.Equal((code, code), (text.ExitCode, json.ExitCode));
        return (text.Output, JsonDocument.Parse(json.Output).RootElement);
    }

    public void Dispose() => net.Dispose();
}
