using System.Text;
using Berth.Model.Services;

namespace Berth.Engine.Templates;

/// <summary>
/// A command that was written as one text. Without the shell's language it becomes words, which are executed as they are: what
/// stands in '...' and after \ is literal, the rest may hold templates. With it, the whole text is left to the shell.
/// </summary>
public static class CommandText
{
    // Marks that mean something to a shell where they are not quoted.
    const string marks = "|&;<>()`*?[\n";

    static readonly HashSet<string> builtins =
    [
        "cd", "export", "source", ".", "eval", "exec", "if", "for", "while", "until", "case", "set", "unset", "ulimit", "umask", "trap", "exit", "return", "alias", "command",
        "test", ":", "wait", "{", "!", "read", "shift", "local", "readonly", "times", "type", "builtin", "declare", "pushd", "popd", "shopt", "let", "function",
    ];

    /// <param name="leavesVariables">$NAME means what it does to a shell, which may split it, and takes it for empty when it is not set: PORT and HOST aside, it is left to one.</param>
    /// <param name="problem">Why it is no command; null when it is one.</param>
    public static ServiceCommand? Read(string text, bool leavesVariables, out string? problem)
    {
        text = text.Trim();
        problem = text.Length == 0 ? "the command is empty" : null;
        if (problem is not null) return null;
        var words = new List<string>();
        var word = new StringBuilder();
        var (isWord, quote) = (false, '\0');
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (quote == '\'')
            {
                if (character == '\'') quote = '\0';
                else word.Append(character == '$' ? "$$" : character);
            }
            else if (character == '\\')
            {
                if (i + 1 == text.Length || text[i + 1] == '\n') return Shell(text);
                // In "...", a \ before anything else than these stays: POSIX shell, 2.2.3.
                if (quote == '"' && text[i + 1] is not ('$' or '`' or '"' or '\\')) word.Append('\\');
                else word.Append(text[++i] == '$' ? "$$" : text[i]);
                isWord = true;
            }
            else if (character == '$')
            {
                if (Expansion(text, ref i, leavesVariables) is not { } template) return Shell(text);
                word.Append(template);
                isWord = true;
            }
            else if (character == '`') return Shell(text);
            else if (quote == '"')
            {
                if (character == '"') quote = '\0';
                else word.Append(character);
            }
            else if (character is '\'' or '"') (quote, isWord) = (character, true);
            else if (marks.Contains(character) || (!isWord && character is '#' or '~')) return Shell(text);
            else if (char.IsWhiteSpace(character)) End();
            else
            {
                word.Append(character);
                if (character == '=' && words.Count == 0 && IsAssignment(word.ToString())) return Shell(text);
                isWord = true;
            }
        }
        if (quote != '\0')
        {
            problem = $"the {(quote == '"' ? "double" : "single")} quote is not closed";
            return null;
        }
        End();
        return builtins.Contains(words[0]) ? Shell(text) : new ServiceCommand(words, null);

        void End()
        {
            if (isWord) words.Add(word.ToString());
            word.Clear();
            isWord = false;
        }
    }

    /// <summary>NAME=value, which a shell takes as a variable.</summary>
    public static bool IsAssignment(string word)
    {
        var equals = word.IndexOf('=');
        return equals > 0 && !char.IsAsciiDigit(word[0]) && word[..equals].All(static character => char.IsAsciiLetterOrDigit(character) || character == '_');
    }

    static ServiceCommand Shell(string text) => new(null, text);

    // The template that stands at a $; null when it takes a shell. Moves to its last character.
    static string? Expansion(string text, ref int at, bool leavesVariables)
    {
        var rest = text.AsSpan(at + 1);
        if (rest.StartsWith("$"))
        {
            at++;
            return "$$";
        }
        if (rest.StartsWith("{"))
        {
            var close = text.IndexOf('}', at);
            if (close < 0) return null;
            var inside = text[(at + 2)..close];
            // What looks like a reference of ours but is none is told as a mistake when templates are checked, not handed to a shell that refuses it too.
            var part = TemplateReader.Braced(inside);
            if (part is null && !inside.Split('.').All(static word => word.Length > 0 && word.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))) return null;
            if (leavesVariables && part is TemplateVariable { Name: not ("PORT" or "HOST") }) return null;
            var written = text[at..(close + 1)];
            at = close;
            return written;
        }
        var length = 0;
        while (length < rest.Length && (char.IsAsciiLetterOrDigit(rest[length]) || rest[length] == '_')) length++;
        if (length == 0) return rest.IsEmpty || rest[0] is ' ' or '"' or '/' or '.' or ',' or ':' ? "$$" : null;
        if (char.IsAsciiDigit(rest[0]) || (leavesVariables && rest[..length] is not ("PORT" or "HOST"))) return null;
        var name = text.Substring(at, length + 1);
        at += length;
        return name;
    }
}
