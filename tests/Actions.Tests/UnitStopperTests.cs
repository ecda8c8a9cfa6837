using Berth.Actions.Services;
using Berth.Model.Processes;

namespace Berth.Actions.Tests;

public sealed class UnitStopperTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("berth-units").FullName;

    [Fact]
    public void Each_manager_is_asked_its_own_way()
    {
        Assert.Equal(["stop", "--", "redis.service"], UnitStopper.Arguments(new ServiceUnit("redis.service", "systemd", null), 1000));
        Assert.Equal(["--user", "stop", "--", "web.service"], UnitStopper.Arguments(new ServiceUnit("web.service", "systemd --user", 1000), 1000));
        Assert.Equal(["--user", "--machine=1000@.host", "stop", "--", "web.service"], UnitStopper.Arguments(new ServiceUnit("web.service", "systemd --user", 1000), 0));
    }

    [Fact]
    public void A_name_is_an_argument_and_never_a_script()
    {
        var stopper = new UnitStopper(Program("printf '%s|' \"$@\" >&2; exit 1"));
        var result = stopper.Stop(new ServiceUnit("a b;$(touch x).service", "systemd", null), 0, TimeSpan.FromSeconds(20));
        Assert.Equal(new UnitResult(UnitOutcome.Failed, "stop|--|a b;$(touch x).service|"), result);
    }

    [Theory]
    [InlineData("exit 0", UnitOutcome.Stopped)]
    [InlineData("echo 'Failed to stop x.service: Access denied' >&2; exit 4", UnitOutcome.NoRight)]
    [InlineData("echo 'Failed to stop x.service: Unit x.service not loaded.' >&2; exit 5", UnitOutcome.Failed)]
    public void The_answer_is_read(string script, UnitOutcome outcome) =>
        Assert.Equal(outcome, new UnitStopper(Program(script)).Stop(new ServiceUnit("x.service", "systemd", null), 0, TimeSpan.FromSeconds(20)).Outcome);

    [Fact]
    public void A_manager_that_hangs_is_given_up() =>
        Assert.Equal(UnitOutcome.TimedOut, new UnitStopper(Program("exec sleep 600")).Stop(new ServiceUnit("x.service", "systemd", null), 0, TimeSpan.FromMilliseconds(100)).Outcome);

    [Fact]
    public void A_machine_without_the_manager_says_so() =>
        Assert.Equal(UnitOutcome.NoManager, new UnitStopper(Path.Combine(folder, "none")).Stop(new ServiceUnit("x.service", "systemd", null), 0, TimeSpan.FromSeconds(1)).Outcome);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    string Program(string script)
    {
        var path = Path.Combine(folder, "systemctl");
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
