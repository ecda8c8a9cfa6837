using Berth.Engine.Services;
using Berth.Model.Services;

namespace Berth.Engine.Tests.Services;

public class RestartDecisionTests
{
    static readonly RestartPolicy policy = new(RestartWhen.OnFailure, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), Tries: 3);
    static readonly TimeSpan soon = TimeSpan.FromSeconds(2), late = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(RestartWhen.Never, 1, false)]
    [InlineData(RestartWhen.OnFailure, 0, false)]
    [InlineData(RestartWhen.OnFailure, 1, true)]
    [InlineData(RestartWhen.OnFailure, null, true)]
    [InlineData(RestartWhen.Always, 0, true)]
    public void The_policy_says_which_ends_are_followed_by_a_start(RestartWhen when, int? code, bool again) =>
        Assert.Equal(again, RestartDecision.Of(policy with { When = when }, code, soon, 0).After is not null);

    [Fact]
    public void The_pause_doubles_up_to_the_longest_and_the_tries_end()
    {
        var (pauses, failures) = (new List<double>(), 0);
        while (true)
        {
            var decision = RestartDecision.Of(policy with { Tries = 6 }, 1, soon, failures);
            failures = decision.Failures;
            if (decision.After is not { } pause)
            {
                Assert.True(decision.IsGivenUp);
                break;
            }
            pauses.Add(pause.TotalSeconds);
        }
        Assert.Equal([1, 2, 4, 8, 10, 10], pauses);
    }

    [Fact]
    public void A_start_that_lasted_makes_what_was_before_forgotten() => Assert.Equal(new RestartDecision(TimeSpan.FromSeconds(1), 1, false), RestartDecision.Of(policy, 1, late, 3));

    [Fact]
    public void So_many_tries_that_a_number_would_overflow_are_still_the_longest_pause() =>
        Assert.Equal(TimeSpan.FromSeconds(10), RestartDecision.Of(policy with { Tries = int.MaxValue }, 1, soon, 5000).After);
}
