using System.CommandLine;
using Berth.Cli.Hosting;

namespace Berth.Cli.Commands;

/// <summary>Every command. A new one is one file and one line here.</summary>
static class CommandTable
{
    public static ReadOnlySpan<(string Name, Func<CommandContext, Command> Create)> All => table;

    public static IReadOnlyList<string> Names => [.. table.Select(static command => command.Item1)];

    public static bool Has(string word)
    {
        foreach (var (name, _) in table)
            if (name == word) return true;
        return false;
    }

    static readonly (string, Func<CommandContext, Command>)[] table =
    [
        ("ls", LsCommand.Create),
        ("fields", FieldsCommand.Create),
        ("explain", ExplainCommand.Create),
        ("free", FreeCommand.Create),
        ("wait", WaitCommand.Create),
        ("doctor", DoctorCommand.Create),
        ("next", NextCommand.Create),
        ("run", RunCommand.Create),
        ("up", UpCommand.Create),
        ("down", DownCommand.Create),
        ("restart", RestartCommand.Create),
        ("ps", PsCommand.Create),
        ("logs", LogsCommand.Create),
        ("attach", AttachCommand.Create),
        ("env", EnvCommand.Create),
        ("exec", ExecCommand.Create),
        ("lease", LeaseCommand.Create),
        ("link", LinkCommand.Create),
        ("shape", ShapeCommand.Create),
        ("traffic", TrafficCommand.Create),
        ("record", RecordCommand.Create),
        ("daemon", DaemonCommand.Create),
        ("init", InitCommand.Create),
        ("import", ImportCommand.Create),
        ("trust", TrustCommand.Create),
        ("schema", SchemaCommand.Create),
        ("audit", AuditCommand.Create),
        ("lint", LintCommand.Create),
        ("owners", OwnersCommand.Create),
        ("completion", CompletionCommand.Create),
        ("manual", ManualCommand.Create),
    ];
}
