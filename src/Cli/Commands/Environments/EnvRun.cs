using System.Runtime.Versioning;
using Berth.Actions.Running;
using Berth.Cli.Commands.Running;
using Berth.Cli.Commands.Services;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Engine.Services;
using Berth.Model.Services;
using Berth.Workbench.Writing;

namespace Berth.Cli.Commands.Environments;

enum EnvForm
{
    Exports,
    DotEnv,
    Json,
}

/// <summary>Prints the variables of a checkout's services, or runs a command with them.</summary>
[SupportedOSPlatform("linux")]
sealed class EnvRun(CommandContext context)
{
    public int Run(string? service, EnvForm form)
    {
        if (Variables("env", service, out var code) is not { } variables) return code;
        var entries = variables.OrderBy(static entry => entry.Key, StringComparer.Ordinal).Select(static entry => new EnvironmentEntry(entry.Key, entry.Value));
        if (form == EnvForm.Json) WriteJson(entries);
        else context.Out.Write(form == EnvForm.DotEnv ? DotEnvText.Write(entries) : ShellText.Exports(entries));
        return ExitCode.Done;
    }

    public int Execute(string? service, IReadOnlyList<string> words)
    {
        if (Variables("exec", service, out var code) is not { } variables) return code;
        using var command = new SupervisedCommand();
        var (program, arguments) = EnteringWords.For(null, !command.IsAtTerminal, asCaller: false, words);
        if (command.Start(program, arguments, variables) is not { } failure) return command.Wait(Timeout.InfiniteTimeSpan)!.Value;
        context.Say($"berth exec: the command could not be started: {Escape.ForTerminal(failure)}.");
        return ExitCode.Failed;
    }

    IReadOnlyDictionary<string, string>? Variables(string command, string? service, out int code)
    {
        return new CheckoutVariables(context, command).Of(service, CallerVariables.All(), out code);
    }

    void WriteJson(IEnumerable<EnvironmentEntry> entries)
    {
        using (var json = JsonText.Writer(context.Out))
        {
            json.WriteStartObject();
            json.WriteString("schema"u8, "berth.env/1"u8);
            json.WriteStartObject("variables"u8);
            foreach (var entry in entries) json.WriteString(entry.Name, entry.Value);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        context.Out.Write("\n"u8);
    }
}
