using Berth.Daemon.Starting;

namespace Berth.Daemon.Tests.Starting;

public class OutOfLocalhostTests
{
    [Theory]
    [InlineData("/sys/fs/cgroup", null)]
    [InlineData("/sys/fs/cgroup/user.slice/session-1.scope", null)]
    [InlineData("/sys/fs/cgroup/berth-other", null)]
    [InlineData("/sys/fs/cgroup/berth-127.80.1.2-4026531840", "/sys/fs/cgroup")]
    [InlineData("/sys/fs/cgroup/user.slice/berth-127.80.1.2-4026531840/web-1", "/sys/fs/cgroup/user.slice")]
    [InlineData("/sys/fs/cgroup/a/berth-127.80.1.2-1/b/berth-127.80.1.3-1/c", "/sys/fs/cgroup/a")]
    public void A_daemon_leaves_for_the_folder_around_the_projects(string folder, string? outside) =>
        Assert.Equal(outside, OutOfLocalhost.Outside("/sys/fs/cgroup", folder));
}
