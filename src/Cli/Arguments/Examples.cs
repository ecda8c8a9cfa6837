using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Berth.Cli.Arguments;

/// <summary>Adds examples below a command's generated help.</summary>
static class Examples
{
    public static Command WithExamples(this Command command, string examples)
    {
        command.Options.Add(new HelpOption { Action = new HelpWithExamples(examples) });
        return command;
    }

    /// <summary>The examples of a command; null when it has none.</summary>
    public static string? Of(Command command)
    {
        foreach (var option in command.Options)
            if (option.Action is HelpWithExamples { Examples: var examples }) return examples;
        return null;
    }

    sealed class HelpWithExamples(string examples) : SynchronousCommandLineAction
    {
        public string Examples => examples;

        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var code = new HelpAction().Invoke(parseResult);
            parseResult.InvocationConfiguration.Output.WriteLine(examples);
            return code;
        }
    }
}
