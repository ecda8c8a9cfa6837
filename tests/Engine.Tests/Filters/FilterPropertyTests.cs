using Berth.Engine.Filters;
using Berth.Engine.Listing;
using FsCheck;
using FsCheck.Fluent;

namespace Berth.Engine.Tests.Filters;

public class FilterPropertyTests
{
    static readonly string[] Pieces =
    [
        "and", "or", "not", "(", ")", "3000", ":8000-8100", "3000..4000", "node", "no*e", "127.0.0.1:3000", "[::1]:80", "::1", "pid:42", "/tcp",
        "53/udp", "\"a b\"", "'or'", "\"\\\"\"", "\"*\"", "hidden", "none", ",", "=", "~", "<", "1.2", "a,b", "localhost:80", "10.0.0.0/8", "fe80::/10",
        "x-1", "3000,http", "\"pid:1\"", "\"3000\"", "70000", "\"70000\"", "!x", "a!b", "\\",
    ];

    static readonly string[] Values =
    [
        "3000", "3000..4000", "10-20", "5..", "..9", "lan", "lan..vpn", "yes", "no", "2h", "1h30m", "90", "10MB", "1.5KiB", "2ms", "none", "hidden",
        "\"none\"", "\"a, b\"", "'it is'", "sh*p", "\"sh*p\"", "a\"b", "127.0.0.1", "10.0.0.0/8", "::1", "::ffff:1.2.3.4", "1.2.3.4:80", "[::1]:80",
        "3000,4000", "a,\"b c\",d*", "and", "(", "", "=x", "\"=x\"", "x=y", "\"'x\"", "é", "\"\\\\\"",
    ];

    static readonly string[] Signs = ["=", "!=", "~", "!~", "<", "<=", ">", ">=", "=="];

    static readonly Gen<string> Condition =
        from field in Gen.Elements(Fields.All.Select(field => field.Name).ToArray())
        from sign in Gen.Elements(Signs)
        from value in Gen.Elements(Values)
        select field + sign + value;

    static readonly Arbitrary<string> Texts = Gen.Frequency(
        (4, Condition), (3, Gen.Elements(Pieces))).ListOf().Select(parts => string.Join(' ', parts)).ToArbitrary();

    static readonly Arbitrary<Filter> Filters = Group(3).Select(text => FilterParser.Parse(text).Filter).Where(filter => filter is not null)!.ToArbitrary()!;

    [Fact]
    public void Any_text_is_read_or_refused_in_words() => Check.QuickThrowOnFailure(Prop.ForAll<string>(text => IsSound(text ?? "")));

    [Fact]
    public void Any_mix_of_the_languages_pieces_is_read_or_refused_in_words() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Texts, IsSound));

    [Fact]
    public void A_filters_text_reads_back_as_an_equal_filter() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Filters, filter =>
        {
            var again = FilterParser.Parse(filter.ToString()).Filter;
            return filter.Equals(again) && again.ToString() == filter.ToString() && again.GetHashCode() == filter.GetHashCode();
        }));

    [Fact]
    public void No_row_matches_both_a_filter_and_its_opposite() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Filters, filter =>
        {
            if (filter.IsEverything) return true;
            var opposite = FilterParser.Parse($"not ({filter})").Filter!;
            return FilterMatchTests.Rows.All(row => !(filter.Matches(row) && opposite.Matches(row)));
        }));

    [Fact]
    public void A_row_that_matches_has_one_of_the_filters_ports() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Filters, filter =>
            FilterMatchTests.Rows.Where(filter.Matches).All(row =>
                filter.LocalPorts.Count == 0 || filter.LocalPorts.Any(ports => ports.Contains(row.Socket.LocalPort)))));

    static bool IsSound(string text)
    {
        var result = FilterParser.Parse([text]);
        if (result.Error is { } error)
            return result.Filter is null && error.Start >= 0 && error.Start <= error.Input.Length && error.Length >= 1 && error.Message.Length > 0;
        foreach (var row in FilterMatchTests.Rows) result.Filter!.Matches(row);
        return result.Filter!.Equals(FilterParser.Parse(result.Filter.ToString()).Filter);
    }

    // Well-formed combinations, so that most texts are filters.
    static Gen<string> Group(int depth)
    {
        var leaf = Gen.OneOf(Condition, Gen.Elements(Pieces[5..]));
        if (depth == 0) return leaf;
        return Gen.Frequency(
            (3, leaf),
            (1, Group(depth - 1).Select(inner => $"not ({inner})")),
            (2, from left in Group(depth - 1) from right in Group(depth - 1) from joint in Gen.Elements(" ", " and ", " or ") select left + joint + right),
            (1, Group(depth - 1).Select(inner => $"({inner})")));
    }
}
