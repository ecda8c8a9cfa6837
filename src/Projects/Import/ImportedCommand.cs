using Berth.Engine.Templates;

namespace Berth.Projects.Import;

/// <summary>A command of a tool that runs each one with a shell.</summary>
static class ImportedCommand
{
    /// <summary>Sets what it runs so that it means the same: as it is where Berth reads it like a shell, else with a shell of its own.</summary>
    public static void Set(ServiceDraft service, string text)
    {
        text = text.Trim();
        var command = CommandText.Read(text, splitsVariables: true, out var problem);
        if (problem is not null || command is null)
        {
            service.RunWords = Shell("sh", text);
            return;
        }
        // bash knows more than /bin/sh.
        if (command.Shell is not null && (text.Contains("[[", StringComparison.Ordinal) || text.Contains("<(", StringComparison.Ordinal) || text.Contains("pipefail", StringComparison.Ordinal) || text.StartsWith("source ", StringComparison.Ordinal)))
            service.RunWords = Shell("bash", text);
        // An unset variable is empty in a shell; and ${port} is a variable there, not Berth's.
        else if (command.Words is { } words ? words.Any(static word => NeedsShell(Template.Read(word))) : HasBerthsNames(text) || CommandText.Read(text, splitsVariables: false, out _)?.Shell is null)
            service.RunWords = Shell("sh", text);
        else service.Run = text;
    }

    public static bool SpeaksOfPort(string text)
    {
        for (var at = text.IndexOf("PORT", StringComparison.Ordinal); at >= 0; at = text.IndexOf("PORT", at + 1, StringComparison.Ordinal))
        {
            var end = at + "PORT".Length;
            if (at > 0 && text[at - 1] is '$' or '{' && (end == text.Length || !(char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))) return true;
        }
        return false;
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

    static bool NeedsShell(Template template) =>
        template.Problem is not null || template.References.Any() || template.Parts.OfType<TemplateVariable>().Any(static variable => variable is { Name: not ("PORT" or "HOST"), Default: null });

    static bool HasBerthsNames(string text) => Engine.Services.ShellReferences.In(text).Any();

    static string[] Shell(string shell, string text) => [shell, "-c", Template.Literal(text)];
}
