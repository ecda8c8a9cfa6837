using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Waiting;

public sealed class CompletionTests : IDisposable
{
    /// <summary>Does what the Tab key does: sets the words and the line, calls the function, prints the candidates.</summary>
    const string PressTab = """
        source "$1"
        COMP_LINE=$2; COMP_POINT=${#COMP_LINE}
        read -ra COMP_WORDS <<<"$COMP_LINE"; [[ $COMP_LINE == *' ' ]] && COMP_WORDS+=('')
        COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
        compopt() { :; }
        PATH="$3:$PATH"
        _berth berth "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"
        printf '%s\n' "${COMPREPLY[@]}"
        complete -p berth
        """;

    readonly NetworkNamespace net = new();

    [Theory]
    [InlineData("berth ex", "explain")]
    [InlineData("berth ls --col", "--columns")]
    [InlineData("berth ls --columns proj", "project")]
    [InlineData("berth completion z", "zsh")]
    [InlineData("berth ls --via net", "netlink")]
    public void Bash_completes(string typed, string expected) => Assert.Contains(expected, Candidates(typed));

    [Fact]
    public void Bash_completes_the_ports_that_are_there()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 31337); ready(); wait()");
        Assert.Contains(Candidates("berth free 31"), candidate => candidate.StartsWith("31337", StringComparison.Ordinal));
        Assert.Contains(Candidates("berth doctor 31"), candidate => candidate.StartsWith("31337", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("zsh", "#compdef berth")]
    [InlineData("fish", "complete -c berth")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public void Every_other_shell_has_its_script(string shell, string part) =>
        Assert.Contains(part, BerthProgram.Run(net, "completion", shell).Output);

    string[] Candidates(string typed)
    {
        var script = net.Home.At("berth.bash");
        File.WriteAllText(script, BerthProgram.Run(net, "completion", "bash").Output);
        var lines = net.Must("bash", "-c", PressTab, "bash", script, typed, Path.GetDirectoryName(BerthProgram.Path)!).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("_berth", lines[^1]);
        return lines[..^1];
    }

    public void Dispose() => net.Dispose();
}
