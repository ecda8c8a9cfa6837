using System.Text;

namespace Berth.EndToEnd.Tests.Services;

/// <summary>What is wrong with a request is the caller's fault: 400 and the reason, never a fault of the daemon.</summary>
public sealed class WrongRequestTests : IDisposable
{
    // Seconds for requests that chance makes; BERTH_TEST_FUZZ_SECONDS asks for more, BERTH_TEST_SEED for others.
    static readonly int seconds = Number("BERTH_TEST_FUZZ_SECONDS", 10), seed = Number("BERTH_TEST_SEED", 20260729);

    const string Up = """{"root":"/nowhere","services":["a"],"profiles":[],"environment":{"A":"1"},"detach":true}""";

    readonly Yard yard = new();

    public static TheoryData<string, string> Wrong => new()
    {
        { "project/up", "{}" }, { "project/down", "{}" }, { "project/restart", "{}" }, { "project/watch", "{}" }, { "project/ports", "{}" },
        { "lease/add", "{}" }, { "lease/remove", "{}" }, { "lease/use", "{}" },
        { "project/up", Up.Replace("\"/nowhere\"", "null", StringComparison.Ordinal) }, { "project/up", Up.Replace("/nowhere", "", StringComparison.Ordinal) },
        { "project/up", Up.Replace("/nowhere", "here", StringComparison.Ordinal) }, { "project/up", Up.Replace("/nowhere", "/a\\u0000b", StringComparison.Ordinal) },
        { "project/up", Up.Replace("[\"a\"]", "[null]", StringComparison.Ordinal) }, { "project/up", Up.Replace("[\"a\"]", "null", StringComparison.Ordinal) },
        { "project/up", Up.Replace("\"1\"", "null", StringComparison.Ordinal) }, { "project/up", Up.Replace("true", "\"yes\"", StringComparison.Ordinal) },
        { "project/down", """{"root":"","services":[],"now":false}""" }, { "project/down", """{"services":[null],"now":false}""" }, { "project/down", """{"services":[]}""" },
        { "project/restart", """{"root":"/nowhere","services":[null]}""" }, { "project/restart", """{"root":"/nowhere","services":[],"environment":null}""" },
        { "project/watch", """{"root":"/nowhere","services":null,"tail":1,"follow":false,"states":false}""" }, { "project/ports", """{"root":"x"}""" },
        { "lease/add", """{"root":"/a"}""" }, { "lease/add", """{"root":null,"service":"a"}""" }, { "lease/add", """{"root":"/a","service":"a","prefer":70000}""" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void It_is_told_as_the_caller_s(string capability, string request)
    {
        yard.Must("/", "daemon", "start");
        var (status, answer) = Ask(capability, request);
        Assert.True(status == "400", $"{status}: {answer}");
        Assert.Contains("\"code\":\"bad_request\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Requests_that_chance_makes_are_answered_without_a_fault()
    {
        yard.Must("/", "daemon", "start");
        var daemon = yard.Daemon();
        var chance = new Random(seed);
        var start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start).TotalSeconds < seconds)
        {
            var (capability, valid) = Valid[chance.Next(Valid.Length)];
            var request = Changed(valid, chance);
            var (status, answer) = Ask(capability, request);
            Assert.True(status != "500" && !answer.Contains("\"internal\"", StringComparison.Ordinal), $"seed {seed}: {capability} {request}: {answer}");
        }
        Assert.Equal(daemon, yard.Daemon());
    }

    static readonly (string Capability, string Request)[] Valid =
    [
        ("project/up", Up), ("project/down", """{"root":"/nowhere","services":["a"],"now":false}"""), ("project/restart", """{"root":"/nowhere","services":["a"],"environment":{"A":"1"}}"""),
        ("project/watch", """{"root":"/nowhere","services":["a"],"tail":5,"follow":false,"states":true}"""), ("project/status", """{"root":"/nowhere"}"""),
        ("project/ports", """{"root":"/nowhere"}"""), ("lease/list", """{"root":"/nowhere"}"""), ("lease/remove", """{"root":"/nowhere","service":"a","port_name":"http"}"""), ("hello", "{}"),
    ];

    // A part is left out, doubled, or replaced by what JSON has too.
    static string Changed(string valid, Random chance)
    {
        string[] others = ["null", "[]", "{}", "\"\"", "-1", "1e999", "true", "\"\\u0000\"", "[null]", "\"/\"", "}", "\ud83d"];
        var text = new StringBuilder(valid);
        for (var times = chance.Next(1, 4); times > 0 && text.Length > 2; times--)
        {
            var (at, length) = (chance.Next(text.Length), chance.Next(1, 12));
            length = Math.Min(length, text.Length - at);
            if (chance.Next(3) > 0) text.Remove(at, length);
            if (chance.Next(3) > 0) text.Insert(at, others[chance.Next(others.Length)]);
        }
        return text.ToString();
    }

    (string Status, string Answer) Ask(string capability, string request)
    {
        var result = yard.Place.Network.RunWith(["curl", "-s", "--max-time", "10", "--unix-socket", $"{yard.Place.Network.Runtime}/berth/berthd.sock", "-H", "Content-Type: application/json",
            "-H", "Host: berthd", "--data-binary", "@-", "-w", "\n%{http_code}", $"http://berthd/{capability}"], request);
        var end = result.Output.LastIndexOf('\n');
        return (result.Output[(end + 1)..], result.Output[..Math.Max(end, 0)]);
    }

    static int Number(string variable, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : otherwise;

    public void Dispose() => yard.Dispose();
}
