using Berth.Probes.Linux.Workloads;

namespace Berth.Probes.Tests.Workloads;

public class CgroupInterpreterTests
{
    const string Id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("/", null, null)]
    [InlineData("/system.slice/redis-server.service", "redis-server.service", null)]
    [InlineData("/system.slice/system-postgresql.slice/postgresql@15-main.service", "postgresql@15-main.service", null)]
    [InlineData("/init.scope", "init.scope", null)]
    [InlineData("/user.slice/user-1000.slice/session-3.scope", "session-3.scope", null)]
    [InlineData("/user.slice/user-1000.slice/user@1000.service/app.slice/web.service", "web.service", 1000u)]
    [InlineData("/user.slice/user-1000.slice/user@1000.service/init.scope", "init.scope", 1000u)]
    [InlineData("/user.slice/user-1000.slice/user@1000.service", "user@1000.service", null)]
    public void A_unit_is_the_deepest_one_of_the_nearest_manager(string path, string? unit, uint? user)
    {
        var facts = CgroupInterpreter.Interpret(path);
        Assert.Equal(path, facts.Path);
        Assert.Equal(unit, facts.Unit?.Name);
        Assert.Equal(user, facts.Unit?.ManagerUserId);
        Assert.Null(facts.Container);
    }

    [Theory]
    [InlineData("/system.slice/docker-" + Id + ".scope", "docker", Id)]
    [InlineData("/docker/" + Id, "docker", Id)]
    [InlineData("/docker/" + Id + "/system.slice/nginx.service", "docker", Id)]
    [InlineData("/machine.slice/libpod-" + Id + ".scope/container", "podman", Id)]
    [InlineData("/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-" + Id + ".scope", "podman", Id)]
    [InlineData("/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod12_34.slice/cri-containerd-" + Id + ".scope", "containerd", Id)]
    [InlineData("/kubepods.slice/crio-" + Id + ".scope", "cri-o", Id)]
    [InlineData("/kubepods/besteffort/pod1234/" + Id, "kubernetes", Id)]
    [InlineData("/lxc.payload.web/system.slice/nginx.service", "lxc", "web")]
    [InlineData("/machine.slice/systemd-nspawn@web.service/payload", "systemd-nspawn", "web")]
    [InlineData("/ecs/0123456789abcdef0123456789abcdef/" + Id, "docker", Id)]
    [InlineData("/batch.slice/docker-" + Id + ".scope", "docker", Id)]
    [InlineData("/default/" + Id, "containerd", Id)]
    [InlineData("/system.slice/nerdctl-" + Id + ".scope", "containerd", Id)]
    [InlineData("/system.slice/containerd.service/kubepods-burstable-pod12_34.slice:cri-containerd:" + Id, "containerd", Id)]
    [InlineData("/kubepods/pod1234/" + Id, "kubernetes", Id)]
    [InlineData("/kubepods/burstable/pod1/crio-" + Id, "cri-o", Id)]
    [InlineData("/libpod_parent/libpod-" + Id, "podman", Id)]
    [InlineData("/machine.slice/machine-libpod_pod_12.slice/libpod-" + Id + ".scope", "podman", Id)]
    [InlineData("/lxc/web1", "lxc", "web1")]
    [InlineData("/lxc.payload/web1/system.slice", "lxc", "web1")]
    [InlineData("/incus.payload.c1", "incus", "c1")]
    [InlineData("/machine.slice/machine-deb\\x2d12.scope", "systemd-nspawn", "deb-12")]
    public void A_container_is_recognised_by_its_engine_and_id(string path, string engine, string id)
    {
        var facts = CgroupInterpreter.Interpret(path);
        Assert.Equal(engine, facts.Container?.Engine);
        Assert.Equal(id, facts.Container?.Id);
        Assert.Null(facts.Unit);
    }

    [Theory]
    [InlineData("/system.slice/docker.service")]
    [InlineData("/docker/abc")]
    [InlineData("/docker/0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("/app-docker-0123.scope")]
    [InlineData("/myapp/" + Id)]
    [InlineData("/t/docker/" + Id)]
    [InlineData("/builds/sha256/" + Id + "/run")]
    [InlineData("/system.slice/" + Id)]
    [InlineData("/system.slice/build.service/docker-" + Id + ".scope")]
    [InlineData("/user.slice/user-1001.slice/user@1001.service/docker-" + Id + ".scope")]
    [InlineData("/user.slice/user-1001.slice/user@1001.service/app.slice/cri-containerd-" + Id + ".scope")]
    [InlineData("/user.slice/user-1001.slice/session-2.scope/docker/" + Id)]
    [InlineData("/machine.slice/libpod-conmon-" + Id + ".scope")]
    [InlineData("/kubepods.slice/crio-conmon-" + Id + ".scope")]
    [InlineData("/machine.slice/machine-qemu\\x2d1\\x2dvm.scope")]
    public void What_only_looks_like_a_container_is_none(string path) => Assert.Null(CgroupInterpreter.Interpret(path).Container);
}
