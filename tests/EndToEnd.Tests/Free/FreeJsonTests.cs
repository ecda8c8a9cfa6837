using System.Text.Json;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Free;

public sealed class FreeJsonTests : IDisposable
{
    readonly NetworkNamespace net = new();

    [Fact]
    public void The_plan_its_results_and_the_outcome_are_one_document()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
        var result = BerthProgram.Run(net, "free", "3000", "--yes", "--json");
        Assert.Equal(0, result.ExitCode);
        var json = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal("freed", json.GetProperty("verdict").GetString());
        var step = Assert.Single(json.GetProperty("steps").EnumerateArray());
        Assert.Equal(("signal", server.Pid, "ended"), (step.GetProperty("do").GetString(), step.GetProperty("pid").GetInt32(), step.GetProperty("result").GetString()));
        Assert.Equal(3000, step.GetProperty("closes")[0].GetProperty("port").GetInt32());
        Assert.Equal("freed", Assert.Single(json.GetProperty("outcomes").EnumerateArray()).GetProperty("verdict").GetString());
    }

    [Theory]
    [InlineData("nothing-there", 3, "9999", "--yes")]
    [InlineData("refused", 4, "3000")]
    public void The_verdict_goes_with_the_exit_code(string verdict, int code, params string[] arguments)
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
        var result = BerthProgram.Run(net, ["free", "--json", .. arguments]);
        Assert.Equal(code, result.ExitCode);
        Assert.Equal(verdict, JsonDocument.Parse(result.Output).RootElement.GetProperty("verdict").GetString());
        Assert.False(server.HasEnded);
    }

    [Fact]
    public void A_dry_run_has_no_verdict_yet()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
        var json = JsonDocument.Parse(BerthProgram.Run(net, "free", "3000", "--dry-run", "--json").Output).RootElement;
        Assert.True(json.GetProperty("dry_run").GetBoolean());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("verdict").ValueKind);
        Assert.Single(json.GetProperty("steps").EnumerateArray());
    }

    public void Dispose() => net.Dispose();
}
