using System.Text.Json;
using Berth.Counterparts;
using Berth.EndToEnd.Tests.Running;

namespace Berth.EndToEnd.Tests.Kernel;

/// <summary>`berth owners`: what root shares with a group of users.</summary>
public sealed class OwnersTests : IDisposable
{
    const int Member = 65534, Other = 65533;

    readonly Place place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Users_of_the_group_see_every_owner_and_others_do_not()
    {
        using var server = place.Network.StartPython("s = listen('127.0.0.1', 3000)\nready()\nwait()");
        Assert.Equal(("hidden", "walk"), Seen(Member));
        Assert.Equal(3, place.Berth([], "owners").ExitCode);

        var on = place.Berth([], "owners", "on", "--group", $"{Member}");
        Assert.Equal((0, ""), (on.ExitCode, on.Error));
        Assert.StartsWith("On: users of the group nogroup see every program", on.Output, StringComparison.Ordinal);
        Assert.Equal(($"{server.Pid}", "shared-bpf"), Seen(Member));
        Assert.Equal(("hidden", "walk"), Seen(Other));
        Assert.Equal("On for the group nogroup.\n", place.Berth(NetworkNamespace.AsUser(Member), "owners", "status").Output);
        Assert.Contains("not for this user", place.Berth(NetworkNamespace.AsUser(Other), "owners", "status").Output, StringComparison.Ordinal);

        Assert.Equal("Off.\n", place.Berth([], "owners", "off").Output);
        Assert.Equal(("hidden", "walk"), Seen(Member));
        Assert.Empty(place.Pins);
        Assert.Equal(0, place.Berth([], "owners", "off").ExitCode);
    }

    [Fact]
    public void A_list_that_is_not_root_s_alone_is_not_trusted()
    {
        using var server = place.Network.StartPython("s = listen('127.0.0.1', 3000)\nready()\nwait()");
        Assert.Equal(0, place.Berth([], "owners", "on", "--group", $"{Member}").ExitCode);
        place.Must("chown", $"{Member}", "/run/berth-kernel/owners");
        Assert.Equal(("hidden", "walk"), Seen(Member));
        place.Must("chown", "0", "/run/berth-kernel/owners");
        place.Must("chmod", "g+w", "/run/berth-kernel/owners/holders-2");
        Assert.Equal(("hidden", "walk"), Seen(Member));
    }

    [Fact]
    public void It_may_be_given_to_another_group_and_takes_root()
    {
        using var server = place.Network.StartPython("s = listen('127.0.0.1', 3000)\nready()\nwait()");
        place.Berth([], "owners", "on", "--group", $"{Member}");
        Assert.Equal(0, place.Berth(["env", "SUDO_GID=65533"], "owners", "on").ExitCode);
        Assert.Equal("hidden", Seen(Member).Owner);
        Assert.Equal($"{server.Pid}", Seen(Other).Owner);
        Assert.Equal(6, place.Berth(NetworkNamespace.AsUser(Member), "owners", "off").ExitCode);
        Assert.Equal(8, place.Berth([], "owners", "on", "--group", "no such group").ExitCode);
        Assert.Equal(2, place.Berth(["env", "-u", "SUDO_GID"], "owners", "on").ExitCode);
    }

    [Fact]
    public void In_another_pid_namespace_it_is_left_aside()
    {
        place.Berth([], "owners", "on", "--group", $"{Member}");
        var seen = place.Berth(["unshare", "--pid", "--fork", "--mount-proc", .. NetworkNamespace.AsUser(Member)], "ls", "--json");
        Assert.DoesNotContain("shared-bpf", seen.Output, StringComparison.Ordinal);
    }

    /// <summary>The pid at port 3000 as a user sees it, or "hidden"; and how it was found.</summary>
    (string Owner, string Via) Seen(int user)
    {
        var result = place.Berth(NetworkNamespace.AsUser(user), "ls", "port=3000", "--json", "--via", "netlink");
        using var page = JsonDocument.Parse(result.Output);
        var row = Assert.Single(page.RootElement.GetProperty("rows").EnumerateArray());
        var pid = row.GetProperty("pid").ValueKind == JsonValueKind.Array ? row.GetProperty("pid")[0] : row.GetProperty("pid");
        return (pid.ValueKind == JsonValueKind.Number && !row.GetProperty("known").TryGetProperty("pid", out _) ? pid.GetRawText() : "hidden", page.RootElement.GetProperty("via").EnumerateArray().Last().GetString()!);
    }
}
