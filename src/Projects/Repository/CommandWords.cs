using System.Text;

namespace Berth.Projects.Repository;

/// <param name="Offset">Where it begins in the command.</param>
readonly record struct CommandWord(string Text, int Offset);

/// <summary>Takes a command line apart as a shell does, as far as start commands need: quotes, and the marks between commands.</summary>
static class CommandWords
{
    /// <summary>The words of each command.</summary>
    public static IEnumerable<IReadOnlyList<CommandWord>> Split(string command)
    {
        var words = new List<CommandWord>();
        var word = new StringBuilder();
        var (begin, quote) = (-1, '\0');
        for (var i = 0; i <= command.Length; i++)
        {
            var character = i < command.Length ? command[i] : '\n';
            if (quote != '\0' && i < command.Length)
            {
                if (character == quote) quote = '\0';
                else word.Append(character);
                continue;
            }
            if (character is '"' or '\'')
            {
                quote = character;
                if (begin < 0) begin = i + 1;
                continue;
            }
            if (!char.IsWhiteSpace(character) && character is not (';' or '&' or '|'))
            {
                if (begin < 0) begin = i;
                word.Append(character);
                continue;
            }
            if (begin >= 0) words.Add(new CommandWord(word.ToString(), begin));
            word.Clear();
            begin = -1;
            if (!(character is ';' or '&' or '|' or '\n') || words.Count == 0) continue;
            yield return words;
            words = [];
        }
    }
}
