namespace Berth.Engine.Filters;

enum FilterOperator : byte
{
    Equal,
    NotEqual,
    Contains,
    NotContains,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

static class FilterOperators
{
    public static string Sign(this FilterOperator sign) => sign switch
    {
        FilterOperator.Equal => "=",
        FilterOperator.NotEqual => "!=",
        FilterOperator.Contains => "~",
        FilterOperator.NotContains => "!~",
        FilterOperator.Less => "<",
        FilterOperator.LessOrEqual => "<=",
        FilterOperator.Greater => ">",
        _ => ">=",
    };

    public static bool IsOrdering(this FilterOperator sign) => sign >= FilterOperator.Less;
    public static bool IsNegated(this FilterOperator sign) => sign is FilterOperator.NotEqual or FilterOperator.NotContains;
    public static bool IsContains(this FilterOperator sign) => sign is FilterOperator.Contains or FilterOperator.NotContains;

    /// <summary>The operator at the start of the text and its length; "==" is "=".</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out FilterOperator sign, out int length)
    {
        length = text is ['!' or '<' or '>' or '=', '=', ..] or ['!', '~', ..] ? 2 : text is ['=' or '~' or '<' or '>', ..] ? 1 : 0;
        sign = text switch
        {
            ['!', '=', ..] => FilterOperator.NotEqual,
            ['!', '~', ..] => FilterOperator.NotContains,
            ['<', '=', ..] => FilterOperator.LessOrEqual,
            ['>', '=', ..] => FilterOperator.GreaterOrEqual,
            ['~', ..] => FilterOperator.Contains,
            ['<', ..] => FilterOperator.Less,
            ['>', ..] => FilterOperator.Greater,
            _ => FilterOperator.Equal,
        };
        return length > 0;
    }
}
