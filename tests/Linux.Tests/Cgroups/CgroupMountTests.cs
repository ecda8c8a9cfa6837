using Berth.Linux.Cgroups;

namespace Berth.Linux.Tests.Cgroups;

public class CgroupMountTests
{
    [Theory]
    [InlineData("35 26 0:30 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw", "/sys/fs/cgroup")]
    [InlineData("1 1 0:1 / / rw - ext4 /dev/a rw\n35 26 0:30 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw", "/sys/fs/cgroup/unified")]
    [InlineData("35 26 0:30 / /odd\\040place rw - cgroup2 x rw", "/odd place")]
    [InlineData("35 26 0:30 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw", null)]
    [InlineData("- cgroup2 ", null)]
    [InlineData("", null)]
    public void The_v2_mount_is_found(string mountInfo, string? expected) => Assert.Equal(expected, CgroupMount.Find(mountInfo));
}
