namespace Berth.Cli.Rendering;

/// <summary>A reason from elsewhere as the end of a sentence.</summary>
static class Sentence
{
    /// <summary>Escaped, with a full stop unless it ends a sentence itself: a question, a text that was cut.</summary>
    public static string End(string reason)
    {
        var text = Escape.ForTerminal(reason);
        return text is [.., '.' or '?' or '!'] ? text : $"{text}.";
    }
}
