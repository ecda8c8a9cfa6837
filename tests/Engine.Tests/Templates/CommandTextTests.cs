using Berth.Engine.Templates;

namespace Berth.Engine.Tests.Templates;

public class CommandTextTests
{
    [Theory]
    [InlineData("npm run dev", "npm|run|dev")]
    [InlineData("  node   server.js\t--x ", "node|server.js|--x")]
    [InlineData("node -e 'console.log(\"$x; $(y)\")'", "node|-e|console.log(\"$$x; $$(y)\")")]
    [InlineData("echo \"a b\" c''d \"\"", "echo|a b|cd|")]
    [InlineData("echo a\\ b \\$HOME \"\\$x \\n\"", "echo|a b|$$HOME|$$x \\n")]
    [InlineData("serve -l $PORT --at ${api.url}/v1 ${HOST:-0.0.0.0}", "serve|-l|$PORT|--at|${api.url}/v1|${HOST:-0.0.0.0}")]
    [InlineData("echo cost: 5$ $$", "echo|cost:|5$$|$$")]
    [InlineData("prog --define=a=b x~y a#b {a,b}", "prog|--define=a=b|x~y|a#b|{a,b}")]
    [InlineData("echo ${no.such}", "echo|${no.such}")]
    public void A_command_without_a_shells_language_becomes_words(string text, string words)
    {
        var command = CommandText.Read(text, leavesVariables: false, out var problem);
        Assert.Null(problem);
        Assert.Null(command!.Shell);
        Assert.Equal(words.Split('|'), command.Words!);
    }

    [Theory]
    [InlineData("a | b")]
    [InlineData("a && b")]
    [InlineData("a; b")]
    [InlineData("a > log")]
    [InlineData("(a)")]
    [InlineData("a `b`")]
    [InlineData("a \"`b`\"")]
    [InlineData("a $(b)")]
    [InlineData("a \"$(b)\"")]
    [InlineData("ls *.txt")]
    [InlineData("ls a?c")]
    [InlineData("ls [ab]")]
    [InlineData("ls ~/x")]
    [InlineData("a # note")]
    [InlineData("NODE_ENV=test node x")]
    [InlineData("cd api && npm start")]
    [InlineData("cd api")]
    [InlineData("exec node x")]
    [InlineData("echo $1")]
    [InlineData("echo $?")]
    [InlineData("echo ${#NAME}")]
    [InlineData("echo ${NAME%.x}")]
    [InlineData("echo a\\\nb")]
    [InlineData("a\nb")]
    public void A_command_with_a_shells_language_is_left_to_it(string text) =>
        Assert.Equal(text, CommandText.Read(text, leavesVariables: false, out _)!.Shell);

    [Theory]
    [InlineData("run $ARGS", true)]
    [InlineData("run ${ARGS:-x}", true)]
    [InlineData("run \"$ARGS\"", true)]
    [InlineData("run '$ARGS'", false)]
    [InlineData("run $PORT ${HOST:-x}", false)]
    public void Where_variables_are_a_shells_only_a_shell_fills_them_in(string text, bool isShell) =>
        Assert.Equal(isShell, CommandText.Read(text, leavesVariables: true, out _)!.Shell is not null);

    [Theory]
    [InlineData("echo 'a", "the single quote is not closed")]
    [InlineData("echo \"a", "the double quote is not closed")]
    [InlineData("  ", "the command is empty")]
    public void What_is_no_command_is_said(string text, string said)
    {
        Assert.Null(CommandText.Read(text, leavesVariables: false, out var problem));
        Assert.Equal(said, problem);
    }
}
