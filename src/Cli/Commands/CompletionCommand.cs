using System.CommandLine;
using Berth.Cli.Arguments;
using Berth.Cli.Commands.Completion;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;

namespace Berth.Cli.Commands;

/// <summary>`berth completion`: the script that makes a shell complete Berth's commands, options, fields and ports.</summary>
static class CompletionCommand
{
    const string Examples = """
        Set up:
          bash    berth completion bash > ~/.local/share/bash-completion/completions/berth
          zsh     berth completion zsh > "${fpath[1]}/_berth"
          fish    berth completion fish > ~/.config/fish/completions/berth.fish
          pwsh    berth completion pwsh | Out-String | Invoke-Expression
        """;

    public static Command Create(CommandContext context)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh, fish or pwsh", HelpName = "shell" };
        shell.CompletionSources.Add("bash", "zsh", "fish", "pwsh");
        var command = new Command("completion", "Print the completion script of a shell") { shell };
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(shell)!;
            context.Out.Write(Scripts.For(name) ?? throw new UsageException($"berth completion: no script for '{Escape.ForTerminal(name)}'. There is one for bash, zsh, fish and pwsh."));
            return ExitCode.Done;
        });
        return command.WithExamples(Examples);
    }
}
