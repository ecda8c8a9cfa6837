using Berth.Engine.Filters;

namespace Berth.Engine.Tests.Filters;

public class FilterErrorTests
{
    [Theory]
    [InlineData("prot=3000", "prot", "No field is named 'prot'.")]
    [InlineData("port=3000 and usr=me", "usr", "No field is named 'usr'.")]
    [InlineData("port=http", "http", "'http' is not a value for port: write a port from 0 to 65535, a range such as 3000..3999, or several by comma.")]
    [InlineData("port=70000", "70000", "'70000' is not a value for port")]
    [InlineData("port=4000..3000", "4000..3000", "'4000..3000' is not a value for port")]
    [InlineData("70000", "70000", "for a process write pid=")]
    [InlineData("reach>=wan", "wan", "write host, container, lan, vpn or internet.")]
    [InlineData("uptime>soon", "soon", "write a time such as 90s, 5m, 2h or 1d12h.")]
    [InlineData("hung=maybe", "maybe", "write yes or no.")]
    [InlineData("address=home", "home", "an address such as 127.0.0.1")]
    [InlineData("address=10.0.0.0/33", "10.0.0.0/33", "an address such as 127.0.0.1")]
    [InlineData("port~30", "~", "'~' looks inside texts, and port is none")]
    [InlineData("project>a", ">", "project has no order: use '=' or '!=', or '~' for a part of it.")]
    [InlineData("pid>1,2", ">", "'>' takes one value")]
    [InlineData("port>1..2", ">", "'>' takes one value")]
    [InlineData("port=", "", "A value is missing here")]
    [InlineData("port=3000,", "", "A value is missing here")]
    [InlineData("=3000", "=", "A field's name is missing before '='.")]
    [InlineData("(port=3000", "(", "This '(' is not closed.")]
    [InlineData("port=3000)", ")", "This ')' closes nothing.")]
    [InlineData("()", ")", "A condition is missing before this ')'.")]
    [InlineData("port=3000 and", "", "A condition is missing here")]
    [InlineData("not", "", "A condition is missing here")]
    [InlineData("or port=1", "or", "A condition is missing before this word")]
    [InlineData("project=\"shop", "\"shop", "This quoted text has no closing \".")]
    [InlineData("\"\"", "\"\"", "An empty text is found everywhere.")]
    [InlineData("command~=x", "=", "A value is missing before this operator")]
    [InlineData(",", ",", "A comma stands between values")]
    public void A_mistake_is_pointed_at_and_explained(string text, string place, string message)
    {
        Assert.False(FilterParser.Parse([text]).Succeeded(out _, out var error));
        Assert.Contains(message, error.Message);
        Assert.Equal(text, error.Input);
        Assert.InRange(error.Start, 0, text.Length);
        Assert.Equal(place, text.Substring(error.Start, Math.Min(error.Length, text.Length - error.Start)));
    }

    [Fact]
    public void An_unknown_field_brings_the_fields_and_a_guess()
    {
        Assert.False(FilterParser.Parse(["porject=shop"]).Succeeded(out _, out var error));
        Assert.Equal("project", error.Suggestion);
        Assert.Contains("port", error.FieldNames);
    }

    [Theory]
    [InlineData('(')]
    [InlineData('n')]
    public void Endless_nesting_is_refused(char what)
    {
        var text = what == '(' ? new string('(', 100_000) : string.Concat(Enumerable.Repeat("not ", 100_000));
        Assert.False(FilterParser.Parse([text]).Succeeded(out _, out var error));
        Assert.Equal("The conditions are nested too deep.", error.Message);
    }
}
