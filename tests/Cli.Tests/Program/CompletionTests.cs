namespace Berth.Cli.Tests.Program;

public class CompletionTests
{
    // Runs the script's function as bash does when Tab is pressed behind the line.
    const string Press = """
        source <("$0" completion bash)
        PATH=$(dirname "$0"):$PATH
        COMP_LINE=$1 COMP_POINT=${#1}
        read -ra COMP_WORDS <<<"$1"
        [[ $1 == *' ' ]] && COMP_WORDS+=('')
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        compopt() { :; }
        _berth
        printf '%s\n' "${COMPREPLY[@]}"
        """;

    [Theory]
    [InlineData("berth ", "explain")]
    [InlineData("berth fr", "free")]
    [InlineData("berth ls --js", "--json")]
    [InlineData("berth ls --columns po", "port")]
    [InlineData("berth ls --columns port,upt", "port,uptime")]
    [InlineData("berth ls own", "owner=")]
    [InlineData("berth completion f", "fish")]
    public void Bash_completes(string line, string candidate)
    {
        var (code, output, error) = BuiltProgram.Shell("/bin/bash", Press, line);
        Assert.True(code == 0 && error.Length == 0, error);
        Assert.Contains(candidate, output.Split('\n'));
    }

    [Fact]
    public void Ports_that_are_listened_on_are_offered()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port.ToString();
        Assert.Contains(port, BuiltProgram.Shell("/bin/bash", Press, $"berth free {port[..3]}").Out.Split('\n'));
    }

    [Theory, InlineData("zsh"), InlineData("fish"), InlineData("pwsh")]
    public void Every_shell_has_a_script(string shell) => Assert.Contains("[suggest:", BuiltProgram.Run("completion", shell).Out);
}
