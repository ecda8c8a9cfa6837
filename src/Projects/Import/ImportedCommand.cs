using Berth.Engine.Templates;

namespace Berth.Projects.Import;

/// <summary>A command of a tool that runs each one with a shell.</summary>
static class ImportedCommand
{
    /// <summary>Sets what it runs so that it means the same: as it is where Berth reads it like a shell, else with a shell of its own.</summary>
    public static void Set(ServiceDraft service, string text)
    {
        text = text.Trim();
        var command = CommandText.Read(text, leavesVariables: true, out var problem);
        if (problem is not null || command is null)
        {
            service.RunWords = Shell("sh", text);
            return;
        }
        // bash knows more than /bin/sh.
        if (command.Shell is not null && (text.Contains("[[", StringComparison.Ordinal) || text.Contains("<(", StringComparison.Ordinal) || text.Contains("pipefail", StringComparison.Ordinal) || text.StartsWith("source ", StringComparison.Ordinal)))
            service.RunWords = Shell("bash", text);
        // What a shell would fill in or take apart otherwise, and ${port}, which is a variable there and not Berth's.
        else if (command.Words is { } words ? words.Any(static word => Template.Read(word) is var read && (read.Problem is not null || read.References.Any())) : HasBerthsNames(text) || CommandText.Read(text, leavesVariables: false, out _)?.Shell is null)
            service.RunWords = Shell("sh", text);
        else service.Run = text;
    }

    /// <summary>A value in which $NAME is filled in, empty when it is not set.</summary>
    public static string Value(string text)
    {
        var template = Template.Read(text);
        if (template.Problem is not null || template.References.Any()) return Template.Literal(text);
        return string.Concat(template.Parts.Select(static part => part switch
        {
            TemplateVariable variable => $"${{{variable.Name}:-{variable.Default}}}",
            TemplateText literal => Template.Literal(literal.Text),
            _ => "",
        }));
    }

    static bool HasBerthsNames(string text) => Engine.Services.ShellReferences.In(text).Any();

    static string[] Shell(string shell, string text) => [shell, "-c", Template.Literal(text)];
}
