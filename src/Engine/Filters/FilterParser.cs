namespace Berth.Engine.Filters;

/// <summary>
/// Reads the filter language, the same in every command. Conditions stand side by side ("and" may be left out), "or" binds
/// weaker, "not" stronger, parentheses group.
/// </summary>
public static class FilterParser
{
    /// <summary>Arguments are joined by a space: one argument may hold several conditions, and a value with a space needs quotes of its own.</summary>
    public static FilterResult Parse(IReadOnlyList<string> args) => Parse(string.Join(' ', args));

    /// <summary>Never throws on any text.</summary>
    public static FilterResult Parse(string text) => new FilterReader(text, wholeNames: false).Read();

    /// <summary>The same for an act: a bare word is a whole name, so that what is ended is what was named and not its namesakes.</summary>
    public static FilterResult ParseForAct(IReadOnlyList<string> args) => new FilterReader(string.Join(' ', args), wholeNames: true).Read();
}
