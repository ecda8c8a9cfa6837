using Berth.Audit.Diagnose;
using Berth.Engine.Targets;
using Berth.Model.Diagnosis;
using Berth.Model.Knowledge;
using static Berth.Model.Diagnosis.ConnectOutcome;

namespace Berth.Audit.Tests.Diagnose;

public class DiagnoserTests
{
    [Fact]
    public void What_comes_first_on_the_way_decides_and_the_rest_is_told_too()
    {
        var report = new Scene("shop.localhost:3000").Resolves().Try("127.0.0.1", Refused).Proxied("http_proxy").Report();
        Assert.Equal("nothing-listens", report.Answer!.Id);
        Assert.Equal(["dot-localhost", "proxy"], report.Also.Select(one => one.Id));
    }

    [Fact]
    public void Each_question_has_one_answer()
    {
        var scene = new Scene();
        scene.World.Bound("127.0.0.1:3000", scene.World.Process(50, "java"));
        scene.World.TimeWait("127.0.0.1:3000", "127.0.0.1:40000");
        var report = scene.Try("127.0.0.1", Refused).Report();
        Assert.Equal("bound-not-listening", report.Answer!.Id);
        Assert.Empty(report.Also);
    }

    [Theory]
    [InlineData("node node_modules/.bin/vite", "Add 'shop.test' to server.allowedHosts in its configuration; until then use localhost")]
    [InlineData("python3 manage.py runserver 3000", "Add 'shop.test' to ALLOWED_HOSTS in its settings; until then use localhost")]
    [InlineData("./server", "Let it serve the host shop.test too; until then use localhost")]
    public void A_name_that_a_server_refuses_is_added_where_its_framework_keeps_them(string command, string fix)
    {
        var scene = new Scene("http://shop.test:3000/").Resolves("127.0.0.1");
        scene.World.Listen("127.0.0.1:3000", scene.World.Process(50, command.Split(' ')[0].Split('/')[^1], command: command));
        var refused = new HttpAttempt(HttpOutcome.Answered, "shop.test:3000", 403, "", TimeSpan.Zero);
        scene.Try("127.0.0.1", Connected, refused with { AsLocalhost = refused with { Host = "localhost:3000", Status = 200 } });
        Assert.Equal(fix, scene.Report().Answer!.Fix.Text);
    }

    [Fact]
    public void The_deciding_rule_makes_a_filter_certain()
    {
        var likely = new Scene().Serve("127.0.0.1:3000").Try("127.0.0.1", TimedOut).Report().Answer!;
        var certain = new Scene { Dropped = 3000 }.Serve("127.0.0.1:3000").Try("127.0.0.1", TimedOut).Report().Answer!;
        Assert.Equal((How.Inferred, How.Observed), (likely.How, certain.How));
        Assert.Contains("tcp dport 3000 drop", certain.Proof[0]);
    }

    [Fact]
    public void Another_machine_is_left_undecided_unless_its_name_is_the_trouble()
    {
        Assert.Equal(Health.Unknown, new Scene("http://shop.test:3000/").Resolves("10.9.8.7").Proxied("http_proxy").Report().Verdict);
        Assert.Equal("name-unresolved", new Scene("http://shop.test:3000/").Resolves().Report().Answer!.Id);
    }

    [Fact]
    public void Silence_is_undecided_where_HTTP_may_be_spoken_and_well_where_not()
    {
        Assert.Equal(Health.Unknown, new Scene().Serve("127.0.0.1:3000").Try("127.0.0.1", Connected, Scene.Http(HttpOutcome.Silent)).Report().Verdict);
        Assert.Equal(Health.Healthy, new Scene("redis://localhost:3000").Serve("127.0.0.1:3000").Try("127.0.0.1", Connected, unasked: UnaskedOutcome.StaysOpen).Report().Verdict);
    }

    // What works has answered, or waits as its protocol does; whatever else was seen is in the verdict.
    [Theory]
    [InlineData("3000", HttpOutcome.Closed, UnaskedOutcome.StaysOpen, Health.Unknown, "hangs up when it is asked in HTTP")]
    [InlineData("3000", HttpOutcome.Closed, null, Health.Unknown, "not the next one")]
    [InlineData("3000", null, null, Health.Unknown, "not the next one")]
    [InlineData("http://localhost:3000/", null, null, Health.Unknown, "not the next one")]
    [InlineData("redis://localhost:3000/", null, null, Health.Unknown, "not the next one")]
    [InlineData("redis://localhost:3000/", null, UnaskedOutcome.StaysOpen, Health.Healthy, "nothing was asked of it")]
    [InlineData("redis://localhost:3000/", null, UnaskedOutcome.Greets, Health.Healthy, "220 ready")]
    public void What_works_has_answered_or_waits(string target, HttpOutcome? http, UnaskedOutcome? unasked, Health verdict, string said)
    {
        var answer = http is { } outcome ? Scene.Http(outcome) : null;
        var tls = http is null ? null : Scene.Tls(TlsOutcome.NotTls);
        var report = new Scene(target).Serve("127.0.0.1:3000").Try("127.0.0.1", Connected, answer, tls, unasked: unasked).Report();
        Assert.Equal(verdict, report.Verdict);
        Assert.Contains(said, report.Sentence);
    }

    [Fact]
    public void Who_answers_is_at_the_other_end_of_the_connection()
    {
        var scene = new Scene();
        scene.World.Listen("127.0.0.1:3001", scene.World.Process(51, "nginx"));
        Assert.Contains("nginx (pid 51) answers 200", scene.Try("127.0.0.1", Connected, Scene.Http(200), met: "127.0.0.1:3001").Report().Sentence);
    }

    [Fact]
    public void A_listener_that_went_away_is_undecided() =>
        Assert.Contains("went away", new Scene().Serve("127.0.0.1:3000").GoneAfterwards().Answered("127.0.0.1", 200).Report().Sentence);

    [Fact]
    public void All_that_was_looked_at_is_listed()
    {
        var report = new Scene().Serve("127.0.0.1:3000").Answered("127.0.0.1", 200).Try("::1", Refused).Report();
        Assert.Equal(["name", "bound", "connect", "connect", "http", "proxy"], report.Looked.Select(look => look.What));
    }

    [Theory]
    [InlineData("3000", "localhost", null, "/")]
    [InlineData("*:3000", "localhost", null, "/")]
    [InlineData("[::1]:3000", "::1", null, "/")]
    [InlineData("HTTP://Shop.localhost:3000", "shop.localhost", "http", "/")]
    [InlineData("http://u:p@localhost:3000?q=1#x", "localhost", "http", "/?q=1")]
    [InlineData("https://localhost:3000/a/\u00fc\u0001", "localhost", "https", "/a/%C3%BC%01")]
    [InlineData("postgres://localhost:3000/app", "localhost", "postgres", "/app")]
    public void A_target_is_read_as_a_client_would_use_it(string typed, string host, string? scheme, string path)
    {
        var target = DiagnosisTargets.Of(TargetParser.Parse(typed).Target!)!;
        Assert.Equal((host, 3000, scheme, path), (target.Host, target.Port.Number, target.Scheme, target.Path));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("53/udp")]
    [InlineData("127.0.0.1")]
    [InlineData("pid:1")]
    [InlineData("connect ECONNREFUSED 127.0.0.1:3000")]
    public void What_names_no_TCP_port_is_no_target(string typed) => Assert.Null(DiagnosisTargets.Of(TargetParser.Parse(typed).Target!));
}
