using System.Text.Json;
using Berth.Counterparts;
using Berth.EndToEnd.Tests.Running;

namespace Berth.EndToEnd.Tests.Kernel;

/// <summary>`berth doctor kernel`.</summary>
public sealed class DoctorKernelTests : IDisposable
{
    readonly Place place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Root_is_told_what_is_allowed()
    {
        var result = place.Berth([], "doctor", "kernel");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("yes  A localhost of its own for a project: berth run --isolate\n", result.Output, StringComparison.Ordinal);
        Assert.Matches("\nok   hooks +the kernel takes all 14 programs\n", result.Output);
        Assert.Empty(place.Pins);
    }

    [Fact]
    public void Without_rights_the_reason_and_the_way_are_told()
    {
        var result = place.Berth(NetworkNamespace.AsUser(65534), "doctor", "kernel", "--json");
        Assert.Equal(9, result.ExitCode);
        using var page = JsonDocument.Parse(result.Output);
        Assert.Equal("berth.doctor-kernel/1", page.RootElement.GetProperty("schema").GetString());
        var rights = Assert.Single(page.RootElement.GetProperty("checks").EnumerateArray(), static check => check.GetProperty("id").GetString() == "rights");
        Assert.Equal("no", rights.GetProperty("result").GetString());
        Assert.StartsWith("CAP_BPF, CAP_NET_ADMIN, CAP_PERFMON are missing", rights.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Equal($"Run it as root: {BerthProgram.Sudo} doctor kernel", rights.GetProperty("fix").GetString());
    }

    [Fact]
    public void Rights_of_a_user_namespace_are_none_over_the_kernel()
    {
        var result = place.Berth(["unshare", "--user", "--map-root-user"], "doctor", "kernel");
        Assert.Equal(9, result.ExitCode);
        Assert.Matches("^Linux [^\n]*, in a user namespace\n", result.Output);
        Assert.Matches("\nno   rights +this process is in a user namespace of its own", result.Output);
        Assert.Matches("\nno   pins ", result.Output);
    }

    [Fact]
    public void Where_IPv6_is_off_it_says_what_is_lost()
    {
        place.Network.Must("sysctl", "-q", "net.ipv6.conf.lo.disable_ipv6=1");
        var result = place.Berth([], "doctor", "kernel");
        Assert.Equal(9, result.ExitCode);
        Assert.Matches("\nno   ipv6 +the loopback interface has no IPv6: inside, ::1 cannot be bound\n +sysctl net.ipv6.conf.lo.disable_ipv6=0\n", result.Output);
    }
}
