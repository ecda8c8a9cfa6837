using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Doctor;

public sealed class DoctorTextTests : IDisposable
{
    readonly Patient patient = new();

    [Fact]
    public void The_text_gives_the_cause_then_its_proof_then_a_fix()
    {
        var result = Run($"{patient.Port}");
        Assert.Equal(9, result.ExitCode);
        var parts = result.Output.Split("\n\n");
        Assert.StartsWith($"Nothing listens on port {patient.Port}", parts[0]);
        Assert.StartsWith("Proof\n", parts[1]);
        Assert.StartsWith("Fix\n", parts[2]);
        Assert.Contains($"\n    berth wait {patient.Port}", parts[2]);
        Assert.StartsWith("Looked at\n", parts[^1]);
    }

    [Fact]
    public void At_a_terminal_only_commands_are_wider_than_it()
    {
        var lines = patient.Net.RunWith(
            [.. PseudoTerminal.Answering("", ["env", "COLUMNS=80", "NO_COLOR=1", BerthProgram.Path, "doctor", $"{patient.Port}"])], environment: Patient.WithoutProxy)
            .Output.Split('\n');
        Assert.All(lines, line => Assert.True(line.TrimEnd().Length <= 80, line));
    }

    [Theory]
    [InlineData("70000", "70000 is not a port")]
    [InlineData("0", "port 0")]
    [InlineData("53/udp", "UDP")]
    [InlineData("127.0.0.1", "names no port")]
    [InlineData("pid:1", "names no port")]
    [InlineData("node", "names no port")]
    [InlineData("http://", "is not a host")]
    public void What_is_no_target_is_bad_usage(string target, string complaint)
    {
        var result = Run(target);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(complaint, result.Error);
    }

    [Fact]
    public void Words_that_mean_nothing_are_bad_usage()
    {
        Assert.Equal(2, Run("3000", "3001").ExitCode);
        Assert.Equal(2, Run("3000", "--fix-it").ExitCode);
    }

    [Fact]
    public void An_ordinary_user_is_told_the_same_cause()
    {
        patient.Start("web('::1', PORT); ready(); wait()");
        var result = patient.Net.RunWith([.. NetworkNamespace.AsUser(65534), BerthProgram.Path, "doctor", $"127.0.0.1:{patient.Port}", "--json"], environment: Patient.WithoutProxy);
        Answer.Of(result).Found("family-split");
    }

    [Fact]
    public void Help_has_examples_and_the_codes()
    {
        var help = Run("--help").Output;
        Assert.Contains("berth doctor 3000", help);
        Assert.Contains("9 when a cause was found", help);
    }

    CommandResult Run(params string[] words) => patient.Net.RunWith([BerthProgram.Path, "doctor", .. words], environment: Patient.WithoutProxy);

    public void Dispose() => patient.Dispose();
}
