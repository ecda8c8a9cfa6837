using System.Globalization;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Audit;

/// <summary>What a person or a project decides about findings: accepted, in the baseline, bad enough to fail.</summary>
public sealed class ChoiceTests : IDisposable
{
    readonly House house = new();

    public ChoiceTests() => house.Net.StartPython("s = listen('0.0.0.0', 4001); ready(); wait()");

    Found RootListener => house.Audit().Only("root-listener");

    [Fact]
    public void Fail_on_ends_with_nine_when_a_finding_is_as_bad()
    {
        Assert.Equal(9, house.Run("audit", "--fail-on", "medium").ExitCode);
        Assert.Equal(0, house.Run("audit", "--fail-on", "high").ExitCode);
        Assert.Equal(0, house.Run("audit").ExitCode);
        Assert.Equal(2, house.Run("audit", "--fail-on", "worst").ExitCode);
    }

    [Fact]
    public void What_the_baseline_has_is_not_new()
    {
        var baseline = house.Net.Home.At("baseline.json");
        File.WriteAllText(baseline, house.Run("audit", "--json").Output);
        Assert.Equal(0, house.Run("audit", "--baseline", baseline, "--fail-on", "info").ExitCode);
        house.Net.StartPython("s = listen('0.0.0.0', 4002); ready(); wait()");
        var second = house.Audit("--baseline", baseline, "--fail-on", "medium");
        Assert.Equal(9, second.ExitCode);
        Assert.True(second.Only("root-listener", 4001).IsKnown);
        Assert.False(second.Only("root-listener", 4002).IsKnown);
    }

    [Theory]
    [InlineData("missing.json")]
    [InlineData("{}")]
    public void A_baseline_that_is_none_is_an_error(string content)
    {
        var path = house.Net.Home.At("baseline.json");
        if (content[0] == '{') File.WriteAllText(path, content);
        Assert.Equal(2, house.Run("audit", "--baseline", path).ExitCode);
    }

    [Fact]
    public void An_accepted_finding_is_shown_no_more_but_kept_with_its_reason()
    {
        var found = RootListener;
        Assert.Equal(2, house.Run("audit", "--accept", found.Fingerprint).ExitCode);
        Assert.Equal(0, house.Run("audit", "--accept", found.Fingerprint, "--reason", "a test bench", "--who", "ann", "--until", Day(1)).ExitCode);
        Assert.True(RootListener.IsAccepted);
        Assert.DoesNotContain("root-listener", house.Run("audit").Output);
        var all = house.Run("audit", "--all").Output;
        Assert.Contains("root-listener", all);
        Assert.Contains("accepted by ann until", all);
        Assert.StartsWith("-rw-------", Command.Must("ls", "-l", house.Net.Home.At("config", "berth", "accepted.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void After_its_last_day_it_counts_again()
    {
        Assert.Equal(0, house.Run("audit", "--accept", RootListener.Fingerprint, "--reason", "for a while", "--until", Day(-1)).ExitCode);
        Assert.False(RootListener.IsAccepted);
        Assert.Equal(9, house.Run("audit", "--fail-on", "medium").ExitCode);
    }

    [Fact]
    public void A_list_of_accepted_findings_that_cannot_be_read_is_an_error()
    {
        Directory.CreateDirectory(house.Net.Home.At("config", "berth"));
        File.WriteAllText(house.Net.Home.At("config", "berth", "accepted.json"), "{ oh");
        var result = house.Run("audit");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("accepted.json", result.Error);
    }

    [Fact]
    public void A_project_says_which_ports_are_meant_and_what_it_lives_with()
    {
        using var project = new TemporaryFolder();
        Command.Must("git", "init", "-q", project.Path);
        File.WriteAllText(project.At("berth.yaml"), "policy:\n  ports:\n    - port: 4100\naccept:\n  - rule: root-listener\n    who: ann\n    reason: a test bench\n");
        house.Net.StartIn(project.Path, Python.Path, "-c", $"{Python.Prelude}s = listen('0.0.0.0', 4100); t = listen('127.0.0.1', 4101); u = listen('127.0.0.1', 4100 + 2); ready(); wait()");
        var seen = Findings.Of(house.RunAs([], ["audit", "--json"], folder: project.Path));
        Assert.Equal("high", seen.Only("policy-drift", 4100).Severity);
        Assert.Equal("medium", seen.Only("policy-drift", 4101).Severity);
        seen.None("policy-drift", 4001);
        Assert.True(seen.Only("root-listener", 4100).IsAccepted);
        // Elsewhere its policy still holds, and its silence does not.
        var elsewhere = house.Audit();
        elsewhere.Only("policy-drift", 4100);
        Assert.False(elsewhere.Only("root-listener", 4100).IsAccepted);
    }

    [Fact]
    public void Keys_and_roots_that_others_may_read_are_found()
    {
        var mkcert = house.Net.Home.At(".local", "share", "mkcert");
        Directory.CreateDirectory(mkcert);
        Command.Must("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", $"{mkcert}/rootCA-key.pem", "-out", $"{mkcert}/rootCA.pem", "-days", "3", "-subj", "/CN=mkcert");
        File.SetUnixFileMode($"{mkcert}/rootCA-key.pem", (UnixFileMode)0b110_100_100);
        File.Copy($"{mkcert}/rootCA-key.pem", house.Net.Home.At("tls.key"));
        house.Net.StartPython("s = listen('127.0.0.1', 4003); ready(); wait()", "--tls-key", house.Net.Home.At("tls.key"));
        var seen = house.Audit();
        Assert.Equal(["high", "low"], seen.All.Where(one => one.Rule == "local-ca-unconstrained").Select(one => one.Severity));
        var key = seen.Only("key-readable");
        Assert.Equal(0, house.Run("audit", "--fix", key.Fingerprint, "--yes").ExitCode);
        house.Audit().None("key-readable");
        Assert.Equal(0, house.Run("audit", "--undo", key.Fingerprint).ExitCode);
        house.Audit().Only("key-readable");
    }

    [Fact]
    public void Without_probes_no_service_sees_a_connection()
    {
        var server = house.Net.StartPython("""
            s = listen('127.0.0.1', 4500)
            s.settimeout(20); count = 0; ready()
            import threading
            def run():
                global count
                while True:
                    try: c, _ = s.accept(); count += 1; c.close()
                    except OSError: return
            threading.Thread(target=run, daemon=True).start()
            for line in sys.stdin:
                open(line.strip(), 'w').write(str(count))
                os.rename(line.strip(), line.strip() + '.done')
            """);
        int Count(string name)
        {
            var path = house.Net.Home.At(name);
            server.Say(path);
            return int.Parse(Eventually.Get(() => File.Exists($"{path}.done") ? File.ReadAllText($"{path}.done") : null, "the server told its count"), CultureInfo.InvariantCulture);
        }
        house.Audit("--no-probe");
        house.Audit("4001"); // who asks about one port disturbs no other
        Assert.Equal(0, Count("first"));
        house.Audit("4500");
        Assert.InRange(Count("second"), 1, 20);
    }

    static string Day(int ahead) => TimeProvider.System.GetUtcNow().AddDays(ahead).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public void Dispose() => house.Dispose();
}
