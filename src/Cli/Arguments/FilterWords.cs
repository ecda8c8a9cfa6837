using System.Text;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Engine.Filters;

namespace Berth.Cli.Arguments;

/// <summary>A filter from the command line, or an error that shows the place.</summary>
static class FilterWords
{
    /// <param name="forAct">What it chooses is ended, not shown: a bare word is a whole name.</param>
    public static Filter Read(string command, IReadOnlyList<string> words, bool forAct = false)
    {
        if (words.Count == 0) return Filter.Everything;
        foreach (var word in words)
            if (!forAct && string.IsNullOrWhiteSpace(word)) throw new UsageException($"{command}: an argument is empty: is a variable not set? Leave it out to name everything.");
            else if (word is ['-', _, ..]) throw new UsageException($"{command}: '{Escape.ForTerminal(word)}' is neither an option nor a filter. See `{command} --help`.");
        var parsed = forAct ? FilterParser.ParseForAct(words) : FilterParser.Parse(words);
        return parsed.Succeeded(out var filter, out var error) ? filter : throw new UsageException(Text(command, error));
    }

    static string Text(string command, FilterError error)
    {
        // Escaped piece by piece, so that the underline stands where the wrong part is.
        var end = Math.Min(error.Start + error.Length, error.Input.Length);
        var before = Escape.ForTerminal(error.Input[..error.Start]);
        var wrong = Escape.ForTerminal(error.Input[error.Start..end]);
        var after = Escape.ForTerminal(error.Input[end..]);
        var text = new StringBuilder($"{command}: {Escape.ForTerminal(error.Message)}\n  {before}{wrong}{after}\n  ");
        text.Append(' ', TextWidth.Of(before)).Append('^', Math.Max(1, TextWidth.Of(wrong)));
        if (error.Suggestion is { } suggestion) text.Append($" did you mean '{suggestion}'?");
        else if (error.FieldNames.Count > 0) text.Append($"\nFields: {string.Join(", ", error.FieldNames)}");
        return text.ToString();
    }
}
