using System.Text;

namespace Berth.Protocols.Postgres;

/// <summary>A statement, to be shown.</summary>
public static class SqlText
{
    const int Most = 400;

    /// <summary>
    /// The statement on one line, each literal a "?" and comments left out. Where it is not sure how a literal ends (a backslash in a
    /// plain string counts or not, as the server is set), the rest is left out. Lexical rules:
    /// https://www.postgresql.org/docs/current/sql-syntax-lexical.html
    /// </summary>
    public static string WithoutValues(string sql)
    {
        var shown = new StringBuilder();
        var at = 0;
        while (at < sql.Length)
        {
            if (shown.Length > Most) return shown.ToString(0, Most).TrimEnd() + "…";
            if (char.IsWhiteSpace(sql[at]) || Comment(sql, at) > at) at = Gap(sql, at, shown);
            else if (Literal(sql, at) is { } end)
            {
                shown.Append('?');
                if (end < 0) return shown.Append(" …").ToString();
                at = end;
            }
            else at = Plain(sql, at, shown);
        }
        return shown.ToString().TrimEnd();
    }

    static int Gap(string sql, int at, StringBuilder shown)
    {
        while (at < sql.Length)
        {
            var next = char.IsWhiteSpace(sql[at]) ? at + 1 : Comment(sql, at);
            if (next == at) break;
            at = next;
        }
        if (shown.Length > 0) shown.Append(' ');
        return at;
    }

    // Where a comment that begins here ends; the same place when none does. Block comments nest.
    static int Comment(string sql, int at)
    {
        // At either end of a line (scan.l: newline is [\n\r]).
        if (Is(sql, at, "--")) return sql.AsSpan(at).IndexOfAny('\n', '\r') is var line and >= 0 ? at + line + 1 : sql.Length;
        if (!Is(sql, at, "/*")) return at;
        var depth = 0;
        while (at < sql.Length)
        {
            if (Is(sql, at, "/*")) (depth, at) = (depth + 1, at + 2);
            else if (!Is(sql, at, "*/")) at++;
            else if ((at += 2) > 0 && --depth == 0) break;
        }
        return at;
    }

    // Where a literal that begins here ends; -1 when it is not sure, null when none begins.
    static int? Literal(string sql, int at)
    {
        var first = sql[at];
        if (char.IsAsciiDigit(first) || (first == '.' && at + 1 < sql.Length && char.IsAsciiDigit(sql[at + 1]))) return Number(sql, at);
        if (first == '\'') return Text(sql, at, hasEscapes: false);
        if (first is 'e' or 'E' && Is(sql, at + 1, "'")) return Text(sql, at + 1, hasEscapes: true);
        if (first is 'b' or 'B' or 'x' or 'X' or 'n' or 'N' && Is(sql, at + 1, "'")) return Text(sql, at + 1, hasEscapes: false);
        if (first is 'u' or 'U' && Is(sql, at + 1, "&'")) return Text(sql, at + 2, hasEscapes: false);
        return first == '$' ? Dollar(sql, at) : null;
    }

    static int? Text(string sql, int quote, bool hasEscapes)
    {
        for (var at = quote + 1; at < sql.Length; at++)
        {
            if (sql[at] == '\\' && !hasEscapes) return -1;
            if (sql[at] == '\\') at++;
            else if (sql[at] == '\'' && Is(sql, at + 1, "'")) at++;
            else if (sql[at] == '\'') return at + 1;
        }
        return -1;
    }

    // $1 is a parameter, $$...$$ and $tag$...$tag$ are texts.
    static int? Dollar(string sql, int at)
    {
        if (at + 1 < sql.Length && char.IsAsciiDigit(sql[at + 1])) return null;
        var end = at + 1;
        while (end < sql.Length && (char.IsLetterOrDigit(sql[end]) || sql[end] == '_')) end++;
        if (end >= sql.Length || sql[end] != '$') return end >= sql.Length ? -1 : null;
        var tag = sql[at..(end + 1)];
        var close = sql.IndexOf(tag, end + 1, StringComparison.Ordinal);
        return close < 0 ? -1 : close + tag.Length;
    }

    static int Number(string sql, int at)
    {
        while (at < sql.Length && (char.IsLetterOrDigit(sql[at]) || sql[at] is '.' or '_'
            || (sql[at] is '+' or '-' && sql[at - 1] is 'e' or 'E'))) at++;
        return at;
    }

    // A word, a quoted name, a parameter or a sign.
    static int Plain(string sql, int at, StringBuilder shown)
    {
        var end = at + 1;
        if (sql[at] == '"')
        {
            while (end < sql.Length && !(sql[end] == '"' && !Is(sql, end + 1, "\""))) end += sql[end] == '"' ? 2 : 1;
            end = Math.Min(end + 1, sql.Length);
        }
        else if (char.IsLetter(sql[at]) || sql[at] is '_' or '$' || sql[at] >= 0x80)
        {
            while (end < sql.Length && (char.IsLetterOrDigit(sql[end]) || sql[end] is '_' or '$' || sql[end] >= 0x80)) end++;
        }
        foreach (var one in sql.AsSpan(at, end - at)) shown.Append(char.IsControl(one) ? ' ' : one);
        return end;
    }

    static bool Is(string sql, int at, string mark) => string.CompareOrdinal(sql, at, mark, 0, mark.Length) == 0;
}
