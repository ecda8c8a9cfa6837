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

    [Theory, InlineData("berth lease "), InlineData("berth free "), InlineData("berth ")]
    public void Each_candidate_is_offered_once_and_help_has_one_spelling(string line)
    {
        var candidates = BuiltProgram.Shell("/bin/bash", Press, line).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(candidates.Distinct(), candidates);
        Assert.Empty(candidates.Intersect(["-?", "-h", "/?", "/h"]));
    }

    [Fact]
    public void Behind_two_dashes_commands_of_others_are_completed()
    {
        var candidates = BuiltProgram.Shell("/bin/bash", Press, "berth run -- sor").Out.Split('\n');
        Assert.Contains("sort", candidates);
        Assert.DoesNotContain("--isolate", candidates);
    }

    // compadd shows what it was given: a group that gets a space behind, and one that does not.
    const string PressInZsh = """
        PATH=$(dirname "$0"):$PATH
        compdef() { :; }
        compadd() { print -r -- "$* ${(P)@[-1]}" }
        _normal() { print -r -- "of another program: $words" }
        source <("$0" completion zsh)
        words=("${(@s: :)1}") CURRENT=${#${(@s: :)1}}
        _berth
        """;

    [Theory]
    [InlineData("berth fr", "-Q -a -- whole free")]
    [InlineData("berth ls own", "-Q -S  -a -- open owner=")]
    [InlineData("berth run --bind re", "-Q -a -- whole refuse")]
    [InlineData("berth run -- ls /", "of another program: ls /")]
    public void Zsh_completes_and_puts_a_space_behind_a_whole_word(string line, string added)
    {
        var (code, output, error) = BuiltProgram.Shell("/bin/zsh", PressInZsh, line);
        Assert.True(code == 0 && error.Length == 0, error);
        Assert.Contains(added, output.Split('\n'));
    }

    [Theory]
    [InlineData("berth fr", "free")]
    [InlineData("berth run --bind ", "refuse")]
    [InlineData("berth run -- sor", "sort")]
    public void Fish_completes(string line, string candidate)
    {
        const string press = """PATH=$(dirname "$0"):$PATH exec fish --no-config -c 'berth completion fish | source; complete -C "$argv[1]"' "$1" """;
        var (code, output, error) = BuiltProgram.Shell("/bin/sh", press, line);
        Assert.True(code == 0 && error.Length == 0, error);
        Assert.Contains(candidate, output.Split('\n').Select(text => text.Split('\t')[0]));
    }
}
