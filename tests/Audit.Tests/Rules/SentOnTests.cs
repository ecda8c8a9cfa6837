using Berth.Engine.Explain;
using Berth.Engine.Targets;

namespace Berth.Audit.Tests.Rules;

/// <summary>Ports that rules of the firewall send on: nobody listens, and who calls gets an answer.</summary>
public class SentOnTests
{
    [Theory]
    [InlineData("5432", true)]
    [InlineData("0.0.0.0:5432", true)]
    [InlineData("5432/udp", false)]
    [InlineData("5433", false)]
    public void A_port_that_a_rule_sends_on_is_not_called_free(string question, bool isSentOn)
    {
        var facts = Cases.All.Single(static one => (one.Rule, one.Name) == ("port-sent-on", "to a container")).Facts;
        var told = Explainer.Explain(TargetParser.Parse(question).Target!, facts.Snapshot);
        Assert.Equal(isSentOn, told.IsFound);
        Assert.Equal(isSentOn, told.Headline.Text.Contains("sends who calls it on to 172.17.0.2:80", StringComparison.Ordinal));
        Assert.Equal(isSentOn, told.Sections.Any(static section => section.Title == "Who can connect"));
    }

    [Fact]
    public void A_listener_is_told_before_the_rule()
    {
        var facts = Cases.All.Single(static one => (one.Rule, one.Name) == ("port-sent-on", "a listener has the port")).Facts;
        Assert.Contains("listens on port 5432", Explainer.Explain(TargetParser.Parse("5432").Target!, facts.Snapshot).Headline.Text);
    }
}
