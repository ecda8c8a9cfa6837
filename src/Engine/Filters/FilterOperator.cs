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
        (sign, length) = text switch
        {
            ['!', '=', ..] => (FilterOperator.NotEqual, 2),
            ['!', '~', ..] => (FilterOperator.NotContains, 2),
            ['<', '=', ..] => (FilterOperator.LessOrEqual, 2),
            ['>', '=', ..] => (FilterOperator.GreaterOrEqual, 2),
            ['=', '=', ..] => (FilterOperator.Equal, 2),
            ['=', ..] => (FilterOperator.Equal, 1),
            ['~', ..] => (FilterOperator.Contains, 1),
            ['<', ..] => (FilterOperator.Less, 1),
            ['>', ..] => (FilterOperator.Greater, 1),
            _ => (default, 0),
        };
        return length > 0;
    }
}
