using Berth.Actions.Signals;
using Berth.Model.Processes;

namespace Berth.Actions.Tests;

public class ProcessSignallerTests
{
    static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);
    readonly ProcessSignaller signaller = new(TimeProvider.System);

    [Fact]
    public void A_willing_process_ends()
    {
        using var child = Child.Willing();
        Assert.Equal(EndResult.Ended, signaller.End(child.Key, Long, kill: false, []));
        child.WaitForExit();
    }

    [Fact]
    public void A_process_that_ignores_the_request_is_reported_and_left_running()
    {
        using var child = Child.Stubborn();
        Assert.Equal(EndResult.StillRunning, signaller.End(child.Key, Short, kill: false, []));
        Assert.False(child.HasExited);
    }

    [Fact]
    public void It_is_killed_when_asked()
    {
        using var child = Child.Stubborn();
        Assert.Equal(EndResult.Killed, signaller.End(child.Key, Short, kill: true, []));
        child.WaitForExit();
    }

    [Fact]
    public void A_pid_with_another_start_time_is_not_signalled()
    {
        using var child = Child.Willing();
        var before = child.Key with { StartTicks = child.Key.StartTicks - 1 };
        Assert.Equal(EndResult.Reused, signaller.End(before, Short, kill: true, []));
        Assert.False(child.HasExited);
    }

    [Fact]
    public void A_process_that_ended_is_gone()
    {
        ProcessKey key;
        using (var child = Child.Willing()) key = child.Key;
        Assert.Equal(EndResult.Gone, signaller.End(key, Short, kill: false, []));
    }

    [Theory, InlineData(0), InlineData(-1), InlineData(int.MinValue)]
    public void A_number_that_is_no_pid_reaches_nobody(int pid) =>
        Assert.Contains(signaller.End(new ProcessKey(pid, 1), Short, kill: true, []), new[] { EndResult.Gone, EndResult.Unavailable });

    [Fact]
    public void A_stopped_process_is_woken_to_end()
    {
        using var child = Child.Willing();
        using (var pinned = Berth.Linux.Processes.PidFd.Open(child.Pid, out _)) Assert.True(pinned!.TrySend(19, out _)); // SIGSTOP
        Assert.Equal(EndResult.Ended, signaller.End(child.Key, Long, kill: false, []));
    }
}
