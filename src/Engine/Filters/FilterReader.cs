using System.Text;
using Berth.Engine.Listing;

namespace Berth.Engine.Filters;

/// <summary>The recursive descent behind <see cref="FilterParser"/>. A method that returns null has set the error.</summary>
/// <param name="wholeNames">A bare word is a whole name, not a part of one.</param>
sealed class FilterReader(string input, bool wholeNames)
{
    // Deeper than any person nests, and far from the end of the stack.
    const int Deepest = 100;

    int at;
    int depth;
    FilterError? error;

    public FilterResult Read()
    {
        SkipSpace();
        if (at == input.Length) return FilterResult.Of(Filter.Everything);
        var root = ReadAny();
        if (root is not null && at < input.Length) Fail(at, 1, "This ')' closes nothing.");
        return error is null ? FilterResult.Of(new Filter(root)) : FilterResult.Of(error);
    }

    FilterNode? ReadAny()
    {
        var parts = new List<FilterNode>();
        do
        {
            if (ReadAll() is not { } part) return null;
            parts.Add(part);
        }
        while (TakeKeyword("or"));
        return AnyOf.Of(parts);
    }

    FilterNode? ReadAll()
    {
        var parts = new List<FilterNode>();
        do
        {
            if (ReadOne() is not { } part) return null;
            parts.Add(part);
        }
        while (TakeKeyword("and") || (at < input.Length && input[at] != ')' && !IsKeyword("or")));
        return AllOf.Of(parts);
    }

    FilterNode? ReadOne()
    {
        SkipSpace();
        if (++depth > Deepest) return Fail(at, 1, "The conditions are nested too deep.");
        var start = at;
        FilterNode? node;
        if (TakeKeyword("not"))
        {
            node = ReadOne() is { } opposite ? new Not(opposite) : null;
        }
        else if (at < input.Length && input[at] == '(')
        {
            at++;
            node = ReadAny();
            if (node is not null && (at == input.Length || input[at++] != ')')) node = Fail(start, 1, "This '(' is not closed.");
        }
        else
        {
            node = ReadCondition();
        }
        depth--;
        SkipSpace();
        return node;
    }

    FilterNode? ReadCondition()
    {
        if (at == input.Length) return Fail(at, 1, "A condition is missing here, such as port=3000.");
        if (input[at] == ')') return Fail(at, 1, "A condition is missing before this ')'.");
        if (IsKeyword("and")) return FailKeyword("and");
        if (IsKeyword("or")) return FailKeyword("or");
        var start = at;
        if (Spelling.IsQuote(input[at]))
        {
            if (ReadQuoted() is not { } literal) return null;
            return literal.Length == 0 ? Fail(start, 2, "An empty text is found everywhere.") : new Word(literal, wholeNames ? NameFit.Whole : NameFit.Part);
        }
        var word = ReadWord();
        SkipSpace();
        var afterWord = at;
        if (FilterOperators.TryRead(input.AsSpan(at), out var sign, out var length))
        {
            if (word.Length == 0) return Fail(at, length, $"A field's name is missing before '{sign.Sign()}'.");
            if (!Fields.TryFind(word, out var field)) return FailField(start, word);
            at += length;
            SkipSpace();
            return ReadComparison(field, sign, afterWord, length);
        }
        if (!ShortForms.HasFieldPrefix(word, out var named, out var valueAt)) return ReadWords(word, start);
        at = start + valueAt;
        return ReadComparison(named, FilterOperator.Equal, at - 1, 1);
    }

    FilterNode? ReadComparison(Field field, FilterOperator sign, int signAt, int signLength)
    {
        var isText = field.Type is FieldType.Text or FieldType.Address;
        if (sign.IsContains() && !isText)
            return Fail(signAt, signLength,
                $"'{sign.Sign()}' looks inside texts, and {field.Name} is none: use '=' with {Quantities.Expected(field.Type)}.");
        if (sign.IsOrdering() && (isText || field.Type == FieldType.Flag))
            return Fail(signAt, signLength, $"{field.Name} has no order: use '=' or '!='{(isText ? ", or '~' for a part of it" : "")}.");
        var values = new List<Operand>();
        do
        {
            if (ReadOperand(field, sign) is not { } value) return null;
            values.Add(value);
        }
        while (Take(','));
        if (sign.IsOrdering() && (values.Count != 1 || !values[0].IsSingleNumber))
            return Fail(signAt, signLength, $"'{sign.Sign()}' takes one value; for a range or a list use '='.");
        return new Comparison(field, sign, [.. values]);
    }

    Operand? ReadOperand(Field field, FilterOperator sign)
    {
        var start = at;
        var isQuoted = at < input.Length && Spelling.IsQuote(input[at]);
        if (FilterOperators.TryRead(input.AsSpan(at), out _, out var extra))
        {
            Fail(start, extra, "A value is missing before this operator; a value that begins with it needs quotes.");
            return null;
        }
        string? text;
        if (isQuoted)
        {
            text = ReadQuoted();
            if (text is null) return null;
        }
        else
        {
            while (at < input.Length && !Spelling.EndsValue(input[at])) at++;
            text = input[start..at];
        }
        if (OperandReader.TryRead(text, isQuoted, field, sign, out var operand)) return operand;
        if (text.Length == 0) Fail(start, 1, $"A value is missing here: {Quantities.Expected(field.Type)}; or none, or hidden.");
        else Fail(start, at - start, $"'{text}' is not a value for {field.Name}: write {Quantities.Expected(field.Type)}.");
        return null;
    }

    // A list of short forms or words: "3000,8080" is any of them.
    FilterNode? ReadWords(string word, int start)
    {
        var parts = new List<FilterNode>();
        foreach (var range in word.AsSpan().Split(','))
        {
            var part = word[range];
            if (part.Length == 0)
            {
                if (word.Length > 1) return Fail(start, word.Length, "A value is missing beside a comma.");
                return Fail(start, 1, "A comma stands between values: 3000,8080.");
            }
            if (ShortForms.Read(part) is { } meant) parts.Add(meant);
            else if (ShortForms.LooksNumeric(part))
                return Fail(start, word.Length, $"'{part}' is not {Quantities.Expected(FieldType.Port)}; for a process write pid=...");
            else parts.Add(new Word(part, part.Contains('*') ? NameFit.Pattern : wholeNames ? NameFit.Whole : NameFit.Part));
        }
        return AnyOf.Of(parts);
    }

    string ReadWord()
    {
        var start = at;
        while (at < input.Length && !char.IsWhiteSpace(input[at]) && input[at] is not ('(' or ')')
            && !FilterOperators.TryRead(input.AsSpan(at), out _, out _)) at++;
        return input[start..at];
    }

    string? ReadQuoted()
    {
        var start = at;
        var quote = input[at++];
        var text = new StringBuilder();
        for (; at < input.Length; at++)
        {
            if (input[at] == quote)
            {
                at++;
                return text.ToString();
            }
            if (input[at] == '\\' && at + 1 < input.Length && input[at + 1] is '"' or '\'' or '\\') at++;
            text.Append(input[at]);
        }
        Fail(start, input.Length - start, $"This quoted text has no closing {quote}.");
        return null;
    }

    // A keyword followed by an operator is a field's name gone wrong, and said so there.
    bool IsKeyword(string keyword)
    {
        if (!input.AsSpan(at).StartsWith(keyword, StringComparison.OrdinalIgnoreCase)) return false;
        var end = at + keyword.Length;
        return end == input.Length || char.IsWhiteSpace(input[end]) || input[end] is '(' or ')';
    }

    bool TakeKeyword(string keyword)
    {
        if (!IsKeyword(keyword)) return false;
        at += keyword.Length;
        SkipSpace();
        return true;
    }

    bool Take(char c)
    {
        if (at == input.Length || input[at] != c) return false;
        at++;
        return true;
    }

    void SkipSpace()
    {
        while (at < input.Length && char.IsWhiteSpace(input[at])) at++;
    }

    FilterNode? Fail(int start, int length, string message)
    {
        error ??= new FilterError { Message = message, Input = input, Start = start, Length = Math.Max(1, length) };
        return null;
    }

    FilterNode? FailKeyword(string keyword) =>
        Fail(at, keyword.Length, "A condition is missing before this word; to look for the word itself, quote it.");

    FilterNode? FailField(int start, string name)
    {
        error ??= new FilterError
        {
            Message = $"No field is named '{name}'.",
            Input = input,
            Start = start,
            Length = name.Length,
            FieldNames = [.. Fields.All.Select(static field => field.Name)],
            Suggestion = Fields.Nearest(name),
        };
        return null;
    }
}
