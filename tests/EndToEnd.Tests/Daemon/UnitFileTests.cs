using System.Globalization;
using Berth.Counterparts;
using Berth.EndToEnd.Tests.Services;

namespace Berth.EndToEnd.Tests.Daemon;

/// <summary>The units for systemd: they are valid, and a daemon with no more rights than they leave does all that it does.</summary>
public sealed class UnitFileTests
{
    static string Unit(params ReadOnlySpan<string> parts) => BerthProgram.InCheckout(["packaging", "systemd", .. parts]);

    static string[] Values(string key) =>
        [.. File.ReadLines(Unit("berthd.service")).Where(line => line.StartsWith($"{key}=", StringComparison.Ordinal)).SelectMany(line => line[(key.Length + 1)..].Split(' '))];

    // As a service manager starts it: it can never get another right again.
    static string[] Bounded() =>
        ["setpriv", "--bounding-set", string.Join(',', Values("CapabilityBoundingSet").Select(right => $"+{right["CAP_".Length..].ToLowerInvariant()}").Prepend("-all"))];

    [Fact]
    public void A_daemon_with_the_units_rights_gives_projects_a_localhost_and_runs_their_services_as_who_asked()
    {
        using var yard = new Yard(behindSudo: true);
        string[] before = [.. Bounded(), "env", "SUDO_UID=2", "SUDO_GID=2", "SUDO_USER=bin"];
        var start = yard.Place.BerthIn("/", ["daemon", "start"], before);
        Assert.True(start.ExitCode == 0, start.Error);
        var bounds = Bounds(yard.Daemon()!.Value);
        Assert.Equal(Values("CapabilityBoundingSet").Length, System.Numerics.BitOperations.PopCount(bounds));

        var folder = yard.Project("""
            isolate: true
            services:
              web: {run: "python3 -u -m http.server 3000", port: 3000, ready: {tcp: true}}
              who: {run: "sh -c 'id -u > who; exec sleep 1000'"}
            """);
        Command.Must("chown", "-R", "2:2", folder);
        var up = yard.Must(folder, "up", "-d");
        Assert.Contains("web is ready: http://127.", up.Error, StringComparison.Ordinal);
        Assert.Contains("Directory listing", yard.Fetch(yard.Url(folder, "web")), StringComparison.Ordinal);
        Eventually.True(() => File.Exists(Path.Combine(folder, "who")), "the other one runs");
        Assert.Equal("2", File.ReadAllText(Path.Combine(folder, "who")).Trim());
        Assert.Equal(bounds, Bounds(yard.Daemon()!.Value)); // no other daemon has done it
        yard.Must(folder, "down");
        Assert.Empty(yard.Place.Pins);
    }

    static ulong Bounds(int pid) =>
        ulong.Parse(File.ReadLines($"/proc/{pid}/status").Single(line => line.StartsWith("CapBnd:", StringComparison.Ordinal))[7..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [Theory, InlineData("berthd.service"), InlineData("user", "berthd.service")]
    public void A_unit_starts_what_the_package_installs_and_stays(params string[] parts)
    {
        var lines = File.ReadAllLines(Unit(parts));
        Assert.Contains("ExecStart=/usr/bin/berthd", lines);
        Assert.Contains("UMask=0077", lines);
        // The services that it started are in its control group: they outlive it, as the next daemon expects.
        Assert.Contains("KillMode=process", lines);
        Assert.All(lines, line => Assert.Matches(@"^(#.*|\[\w+\]|[A-Z]\w+=.*|)$", line));
    }
}
